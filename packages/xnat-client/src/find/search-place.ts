import type { CallOptions, XnatContext } from "../context.js";
import { unassignedProject } from "../prearchive/session-address.js";
import { unseenPrearchive, unseenUnassigned } from "./advice.js";
import type { UnseenFinding } from "./finding.js";
import { Findings } from "./findings.js";
import { lookInto } from "./look-into.js";
import type { NameMatcher } from "./match-name.js";
import { searchArchive } from "./search-archive.js";
import { searchPrearchive } from "./search-prearchive.js";

/** What a place holds, as far as it can be seen. */
export interface Looked {
  found: Findings;
  unseen: readonly UnseenFinding[];
  /** Whether it is certain that what no project claimed was seen: a server may answer with an empty list instead of a refusal. */
  isUnassignedSeen?: boolean;
}

/** What is looked for, and how much of what does not fit exactly is kept. */
export interface Search {
  matches: NameMatcher;
  limit: number;
}

/** Looks into a project: its archive, then its prearchive. One whose archive is closed has its prearchive closed too. */
export async function searchProject(
  ctx: XnatContext,
  project: string,
  { matches, limit }: Search,
  options: CallOptions,
): Promise<Looked> {
  const found = new Findings(limit);
  const also = new Set<string>();
  const archive = await lookInto({ place: "archive", project }, () =>
    searchArchive(ctx, { project, matches, found, also }, options),
  );
  if (archive !== undefined) return { found, unseen: [archive] };
  const prearchive = await lookInto({ place: "prearchive", project, closed: unseenPrearchive }, () =>
    searchPrearchive(ctx, { project, matches, also, found }, options),
  );
  return { found, unseen: prearchive === undefined ? [] : [prearchive] };
}

/** Looks among the sessions that no project claimed. */
export async function searchUnassigned(
  ctx: XnatContext,
  { matches, limit }: Search,
  options: CallOptions,
): Promise<Looked> {
  const found = new Findings(limit);
  let count = 0;
  const unseen = await lookInto({ place: "unassigned", closed: unseenUnassigned }, async () => {
    count = await searchPrearchive(ctx, { project: unassignedProject, matches, found }, options);
  });
  return { found, unseen: unseen === undefined ? [] : [unseen], isUnassignedSeen: count > 0 };
}
