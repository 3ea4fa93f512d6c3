import { candidates } from "../../calls/candidates.js";
import type { LorisContext } from "../../context.js";
import type { PlanContext } from "../planner.js";
import { isWithheld } from "./is-withheld.js";

/** Warns of candidates without a project, which PREVENT-AD's release allows: images are listed by project, so that theirs are in no list. */
export async function warnOfHomeless(ctx: LorisContext, { warn, signal }: PlanContext): Promise<void> {
  let count = 0;
  try {
    for await (const { project } of candidates(ctx, { signal })) if (project === undefined) count++;
  } catch (error) {
    if (!isWithheld(error)) throw error;
  }
  if (count === 0) return;
  warn(
    `${count} candidates belong to no project, so that no list names their images.`,
    "They are left out. The administrator of the LORIS can give them a project.",
  );
}
