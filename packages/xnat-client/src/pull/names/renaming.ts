import type { RenamedInZips } from "../plan/resource-place.js";

/** Whether the server's zips give a listed path another name. */
export function isRenamed(path: string, { labels, scans }: RenamedInZips): boolean {
  const folders = path.split("/").slice(0, -1);
  return labels.some(({ id }) => path.includes(id)) || folders.some((folder) => scans.includes(folder));
}

/** Whether an entry of a zip may be a listed file that was given another name, so that its name proves nothing. */
export function mayBeRenamed(path: string, { labels, scans }: RenamedInZips): boolean {
  const folders = path.split("/").slice(0, -1);
  return (
    labels.some(({ label }) => path.includes(label)) ||
    folders.some((folder) => scans.some((id) => folder.startsWith(`${id}-`)))
  );
}
