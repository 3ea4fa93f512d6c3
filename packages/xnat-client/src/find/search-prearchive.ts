import { prearchive } from "../calls/prearchive.js";
import type { CallOptions, XnatContext } from "../context.js";
import { prearchiveAdvice, unassignedAdvice } from "./advice.js";
import { unassignedProject } from "../prearchive/session-address.js";
import type { Findings } from "./findings.js";
import type { NameMatcher } from "./match-name.js";

/** What is looked for in a project's prearchive. */
export interface PrearchiveSearch {
  project: string;
  matches: NameMatcher;
  /** Further names of the subject that is looked for: 1.6.4 writes its accession ID into some rows (recording 133). */
  also?: ReadonlySet<string>;
  found: Findings;
}

/**
 * Looks for a name among the sessions that wait in the prearchive: by subject, session, folder or Study Instance UID.
 *
 * @returns how many sessions the list had
 */
export async function searchPrearchive(
  ctx: XnatContext,
  { project, matches, also, found }: PrearchiveSearch,
  { signal }: CallOptions,
): Promise<number> {
  let count = 0;
  for await (const session of prearchive(ctx, project, { signal })) {
    count++;
    const { subject, name, folderName, studyUid, status } = session;
    const match = also?.has(subject) === true ? "exact" : matches([subject, name, folderName], [studyUid]);
    if (match === undefined) continue;
    const isUnassigned = session.project === unassignedProject;
    found.add({
      kind: isUnassigned ? "unassigned" : "prearchive",
      match,
      project: session.project,
      subject,
      name,
      status,
      url: session.uri,
      advice: isUnassigned ? unassignedAdvice(match, status) : prearchiveAdvice(match, status),
    });
  }
  return count;
}
