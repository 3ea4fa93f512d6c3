import { projects } from "../../calls/projects.js";
import { unknownValues } from "../selection/image-filter.js";
import { DistinctValues } from "../selection/distinct-values.js";
import type { LorisContext } from "../../context.js";

/**
 * The projects whose lists are read. PREVENT-AD nearly ignores the project in the address (its links say `loris` always), so that asking
 * for two of them would bring the same list twice: there it is one, `loris` or the first.
 *
 * @throws {@link ScanferryError} `input/invalid` for a project that the server does not list
 */
export async function chooseProjects(
  ctx: LorisContext,
  wanted: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const names: string[] = [];
  const valid = new DistinctValues();
  for await (const { name } of projects(ctx, { signal })) {
    names.push(name);
    valid.add(name);
  }
  if (wanted !== undefined) {
    if (!names.includes(wanted)) throw unknownValues("project", [wanted], valid.toString());
    return [wanted];
  }
  if (!ctx.legacy) return names;
  const one = names.includes("loris") ? "loris" : names[0];
  return one === undefined ? [] : [one];
}
