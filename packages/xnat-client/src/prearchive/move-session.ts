import { ScanferryError } from "@scanferry/transfer";
import { prearchive } from "../calls/prearchive.js";
import type { XnatContext } from "../context.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { refusalError } from "./refusal.js";
import { actionQuery, sendAction } from "./send-action.js";
import { sessionAddress } from "./session-address.js";
import { presentSession, sessionAt } from "./session-at.js";
import { isSettled } from "./session-status.js";
import { poll, waitFor, type Look, type WaitOptions } from "./wait-for.js";

/**
 * Moves a session to another project's prearchive; for one that no project claimed this comes before archiving. XNAT queues it, also with
 * `async=false` (recordings 216 and 217: the row is there a second later), so it is waited for until it shows up there at rest.
 *
 * @param uri Its address in the prearchive.
 * @param project ID of the project that gets it.
 * @returns its row there
 * @throws {@link ScanferryError} `remote/not-found` for the session or the project, `remote/failed` where the server gave up, `remote/busy`,
 * `auth/*`, `net/*`, `aborted`
 */
export async function moveSession(
  ctx: XnatContext,
  uri: string,
  project: string,
  options: WaitOptions = {},
): Promise<PrearchiveSession> {
  const from = sessionAddress(uri);
  const before = (await waitFor(ctx, uri, undefined, options)) ?? (await presentSession(ctx, uri, options));
  if (before.project === project) return before;
  // Asked beforehand: a project that is not there, or not for this account, is refused here and not lost in the queue.
  const there = new Set<string>();
  for await (const session of prearchive(ctx, project, options))
    if (isSameStudy(session, before)) there.add(session.uri);
  const path = "/data/services/prearchive/move";
  const query = actionQuery(from.uri, { newProject: project, async: false, format: "json" });
  const answer = await sendAction(ctx, path, query, options);
  if (answer !== undefined && answer.status >= 400)
    throw refusalError(ctx, answer, answer.text, { path, subject: from.uri, project });
  const isIt = (one: PrearchiveSession): boolean => isSameStudy(one, before) && !there.has(one.uri);
  return poll(ctx, uri, () => lookThere(ctx, uri, project, isIt, options), options);
}

/** Timestamp and folder go with it, as far as the source tells; its study does in any case. */
function isSameStudy(one: PrearchiveSession, other: PrearchiveSession): boolean {
  const isSameFolder = one.timestamp === other.timestamp && one.folderName === other.folderName;
  return isSameFolder || (one.studyUid !== undefined && one.studyUid === other.studyUid);
}

async function lookThere(
  ctx: XnatContext,
  uri: string,
  project: string,
  isIt: (session: PrearchiveSession) => boolean,
  options: WaitOptions,
): Promise<Look<PrearchiveSession>> {
  let status: string | undefined;
  for await (const session of prearchive(ctx, project, options)) {
    if (!isIt(session)) continue;
    if (isSettled(session.status) || session.status === "RECEIVING") return { found: session };
    ({ status } = session);
  }
  const left = status === undefined ? await sessionAt(ctx, uri, options) : undefined;
  if (left?.status === "ERROR") {
    throw new ScanferryError("remote/failed", "The server could not move the session.", {
      hint: "Its log on the web page (prearchive, Details) says why. Rebuild it, then move it again.",
      details: { status: left.status },
      subject: uri,
    });
  }
  return { status: status ?? left?.status };
}
