import { candidates } from "../../calls/candidates.js";
import type { CallOptions, LorisContext } from "../../context.js";
import { candIdOf } from "../selection/candidate-filter.js";
import { isWithheld } from "./is-withheld.js";

/** What the server's list of candidates says of names. */
export interface CandidateLookup {
  /** Not in the list. */
  unknown: readonly string[];
  /** In the list, and in another project than the one that was asked for. */
  elsewhere: readonly string[];
  /** Those of the numbers that are somebody's CandID. */
  candIds: ReadonlySet<string>;
}

/** Looks names up in the list of candidates; gives nothing where this account may not see that list. */
export async function findCandidates(
  ctx: LorisContext,
  { names, numbers }: { names: readonly string[]; numbers: readonly string[] },
  { project, signal }: CallOptions & { project?: string | undefined },
): Promise<CandidateLookup | undefined> {
  const wanted = new Set(names.flatMap((name) => [name, candIdOf(name)]));
  const asked = new Set(numbers);
  const candIds = new Set<string>();
  const here = new Set<string>();
  const elsewhere = new Set<string>();
  try {
    for await (const candidate of candidates(ctx, { signal })) {
      if (asked.has(candidate.id)) candIds.add(candidate.id);
      const isElsewhere = project !== undefined && candidate.project !== project;
      for (const name of [candidate.id, candidate.pscid])
        if (wanted.has(name)) (isElsewhere ? elsewhere : here).add(name);
    }
  } catch (error) {
    if (isWithheld(error)) return undefined;
    throw error;
  }
  const isIn = (found: ReadonlySet<string>, name: string): boolean =>
    found.has(name) || found.has(candIdOf(name));
  const missing = names.filter((name) => !isIn(here, name));
  return {
    unknown: missing.filter((name) => !isIn(elsewhere, name)),
    elsewhere: missing.filter((name) => isIn(elsewhere, name)),
    candIds,
  };
}
