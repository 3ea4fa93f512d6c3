import { projectVisits } from "../../calls/project.js";
import type { CallOptions, LorisContext } from "../../context.js";
import { isWithheld } from "./is-withheld.js";

/** Labels of the visits of projects, with and without images; nothing where one of them does not tell. */
export async function knownVisits(
  ctx: LorisContext,
  projects: readonly string[],
  options: CallOptions,
): Promise<readonly string[] | undefined> {
  const labels = new Set<string>();
  try {
    for (const project of projects)
      for (const label of await projectVisits(ctx, project, options)) labels.add(label);
  } catch (error) {
    if (isWithheld(error)) return undefined;
    throw error;
  }
  return [...labels];
}
