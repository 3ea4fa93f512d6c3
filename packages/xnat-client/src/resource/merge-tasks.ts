import type { PutTask } from "./put-options.js";

/** Makes one task of those for the same resource, so that names that meet are found, and it is made once. */
export function mergeTasks(tasks: Iterable<PutTask>): readonly PutTask[] {
  const merged = new Map<string, PutTask>();
  for (const { place, files } of tasks) {
    const { project, subject, experiment, scan, resource } = place;
    const key = JSON.stringify([project, subject, experiment, scan, resource]);
    const before = merged.get(key)?.files ?? [];
    merged.set(key, { place, files: [...before, ...files] });
  }
  return [...merged.values()];
}
