import { projects } from "../../calls/projects.js";
import type { CallOptions, LorisContext } from "../../context.js";
import { DistinctValues } from "../selection/distinct-values.js";
import { unknownValues } from "../selection/image-filter.js";

/** The projects of a server, and those among them that are brought. */
export interface ChosenProjects {
  all: readonly string[];
  chosen: readonly string[];
}

/**
 * Chooses the projects whose images are brought: the wanted one, or all.
 *
 * @throws {@link ScanferryError} `input/invalid` for a project that the server does not list
 */
export async function chooseProjects(
  ctx: LorisContext,
  wanted: string | undefined,
  options: CallOptions,
): Promise<ChosenProjects> {
  const all: string[] = [];
  const valid = new DistinctValues();
  for await (const { name } of projects(ctx, options)) {
    all.push(name);
    valid.add(name);
  }
  if (wanted === undefined) return { all, chosen: all };
  if (!all.includes(wanted)) throw unknownValues("project", [wanted], valid.toString());
  return { all, chosen: [wanted] };
}

/**
 * The project in the address of the BIDS endpoint, if it is worth asking. PREVENT-AD nearly ignores it (its links say `loris` always), so
 * that asking for two of them would bring the same list twice. No stock release has the endpoint; one that gets it some day will give a
 * project's own.
 */
export function endpointProject(ctx: LorisContext, { all, chosen }: ChosenProjects): string | undefined {
  if (ctx.legacy) return all.includes("loris") ? "loris" : all[0];
  return chosen.length === 1 ? chosen[0] : undefined;
}
