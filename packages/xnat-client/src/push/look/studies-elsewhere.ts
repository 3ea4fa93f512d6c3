import { HashTable, toScanferryError } from "@scanferry/transfer";
import { requestPath } from "../../http/request-path.js";
import type { CallOptions, XnatContext } from "../../context.js";
import { listRows } from "../../http/list-rows.js";
import type { PlannedSession } from "../../plan/planned-session.js";
import type { PushPlan } from "../../plan/push-plan.js";
import { archivedSession } from "./archived-files.js";

/** A session of the archive that holds a planned study under labels that the plan does not give it. */
export interface StudyElsewhere {
  readonly project: string;
  readonly subject: string;
  readonly session: string;
}

/** The studies of a plan that the archive has under other labels, by their UID; only these are held. */
export type StudiesElsewhere = ReadonlyMap<string, readonly StudyElsewhere[]>;

/** The column comes back in lower case; a release that does not know it leaves it out without a word (wire/xnat.md, 2). */
const uidColumn = "xnat:imageSessionData/UID";

/**
 * Asks a project's list of experiments once which studies of a plan lie there under other labels: whoever gives a session another label while it is archived
 * would have it sent again by the same command. A server that does not tell UIDs lets nothing be known.
 *
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function studiesElsewhere(
  ctx: XnatContext,
  plan: Pick<PushPlan, "project" | "sessions">,
  { signal }: CallOptions = {},
): Promise<StudiesElsewhere> {
  const { project } = plan;
  const wanted = new HashTable();
  const own = new HashTable();
  for await (const { session, studyUids } of plan.sessions())
    for (const uid of studyUids) {
      wanted.set(uid, 1);
      own.set(placeKey(uid, session), 1);
    }
  const found = new Map<string, StudyElsewhere[]>();
  const query = { columns: `ID,label,subject_label,${uidColumn}` };
  const path = requestPath("data", "projects", project, "experiments");
  for await (const row of listRows(ctx, path, { query, subject: project, signal })) {
    const uid = row[uidColumn.toLowerCase()] ?? row[uidColumn] ?? "";
    const { label: session = "", subject_label: subject = "" } = row;
    if (uid === "" || session === "" || wanted.get(uid) === undefined) continue;
    if (own.get(placeKey(uid, session)) !== undefined) continue;
    found.set(uid, [...(found.get(uid) ?? []), { project, subject, session }]);
  }
  return found;
}

/** Where the archive has series of a session under other labels; other series of the same study are another matter. */
export async function heldElsewhere(
  ctx: XnatContext,
  { studyUids, series }: Pick<PlannedSession, "studyUids" | "series">,
  studies: StudiesElsewhere,
  { signal }: CallOptions = {},
): Promise<StudyElsewhere | undefined> {
  const own = new Set(series.map(({ seriesUid }) => seriesUid));
  for (const uid of studyUids)
    for (const place of studies.get(uid) ?? []) {
      if (place.subject === "") return place;
      const there = await archivedSession(ctx, place, { signal });
      const scans = there?.scans ?? [];
      if (scans.some(({ seriesUid }) => seriesUid === undefined || own.has(seriesUid))) return place;
    }
  return undefined;
}

/** Whether a list that was not to be had may be gone without. */
export function isListDispensable(caught: unknown): boolean {
  const { code } = toScanferryError(caught);
  return code.startsWith("remote/") || code === "auth/forbidden";
}

function placeKey(uid: string, session: string): string {
  return `${uid} ${session.toLowerCase()}`;
}
