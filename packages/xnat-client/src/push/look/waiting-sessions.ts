import { isScanferryError } from "@scanferry/transfer";
import { itemPath } from "../../calls/place-path.js";
import { prearchive } from "../../calls/prearchive.js";
import type { CallOptions, XnatContext } from "../../context.js";
import { getItem } from "../../http/get-item.js";
import { unassignedProject } from "../../prearchive/session-address.js";
import type { PrearchiveSession } from "../../schemas/prearchive-session.js";

/** A session that is looked for in the prearchive. */
export interface WantedSession {
  readonly project: string;
  readonly subject: string;
  readonly session: string;
  readonly studyUids: readonly string[];
}

/** What the prearchive has of a session. */
export interface WaitingSessions {
  /** Those of the same study and label. */
  readonly same: readonly PrearchiveSession[];
  /** One of the same study under other labels: XNAT would merge into it, whatever label is asked for (wire/xnat.md, 9). */
  readonly relabeled: PrearchiveSession | undefined;
  /** One of the same label with another study. */
  readonly namesake: PrearchiveSession | undefined;
}

/** Looks through the prearchive of a project. */
export async function waitingSessions(
  ctx: XnatContext,
  { project, subject, session, studyUids }: WantedSession,
  { signal }: CallOptions = {},
): Promise<WaitingSessions> {
  const same: PrearchiveSession[] = [];
  let relabeled: PrearchiveSession | undefined;
  let namesake: PrearchiveSession | undefined;
  let accession: Promise<string | undefined> | undefined;
  // After an archiving that was refused, the row has the subject's accession ID instead of its label (recording 133).
  const isSubject = async (listed: string): Promise<boolean> =>
    listed === subject || listed === (await (accession ??= subjectId(ctx, { project, subject }, signal)));
  for await (const row of prearchive(ctx, project, { signal })) {
    const isStudy = row.studyUid !== undefined && studyUids.includes(row.studyUid);
    const isNamed = row.name === session;
    if (isStudy && isNamed && (await isSubject(row.subject))) same.push(row);
    else if (isStudy) relabeled = row;
    else if (isNamed) namesake = row;
  }
  return { same, relabeled, namesake };
}

/** The accession ID of a subject; nothing where the project has none of that label. */
async function subjectId(
  ctx: XnatContext,
  { project, subject }: Pick<WantedSession, "project" | "subject">,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const { fields } = await getItem(ctx, itemPath({ project, subject }), { signal, subject, project });
    return typeof fields["ID"] === "string" ? fields["ID"] : undefined;
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}

/** Where a study landed that no project claimed; nothing also where the account may not look there. */
export async function unassignedSession(
  ctx: XnatContext,
  studyUids: readonly string[],
  { signal }: CallOptions = {},
): Promise<PrearchiveSession | undefined> {
  try {
    for await (const row of prearchive(ctx, unassignedProject, { signal }))
      if (row.studyUid !== undefined && studyUids.includes(row.studyUid)) return row;
  } catch (error) {
    if (!isScanferryError(error, "auth/forbidden") && !isScanferryError(error, "remote/not-found"))
      throw error;
  }
  return undefined;
}
