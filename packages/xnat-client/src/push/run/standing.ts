import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import { sessionAt } from "../../prearchive/session-at.js";
import { isSettled } from "../../prearchive/session-status.js";
import { waitFor } from "../../prearchive/wait-for.js";
import type { PrearchiveSession } from "../../schemas/prearchive-session.js";
import { buildSession } from "../import/build-session.js";
import { archivedFiles, archivedSession, type ArchivedSession } from "../look/archived-files.js";
import type { Arrival } from "../look/arrival.js";
import { compareArrival, type CompareOptions } from "../look/compare-arrival.js";
import { compareFresh } from "../look/compare-fresh.js";
import type { RemoteFile } from "../look/remote-file.js";
import { isWholeThere, remoteHead } from "../look/remote-head.js";
import { waitingFiles } from "../look/waiting-files.js";
import { waitingSessions, type WaitingSessions } from "../look/waiting-sessions.js";
import { listingKey, rowState } from "./listing-of.js";
import type { SessionRun } from "./push-run.js";
import { waitOptions } from "./push-run.js";
import { untilQuiet } from "./until-quiet.js";

/** What the server has of a session. */
export interface Standing {
  /** The archive's session of this label. */
  readonly archived?: Archived | undefined;
  /** The prearchive's session of this study and label. */
  readonly waiting?: { readonly session: PrearchiveSession; readonly arrival: Arrival } | undefined;
  readonly relabeled: WaitingSessions["relabeled"];
  readonly namesake: WaitingSessions["namesake"];
}

/** A session of the archive, compared. */
export interface Archived {
  readonly session: ArchivedSession;
  readonly arrival: Arrival;
  /** Whether it is of another study, as far as the server tells: none of our instances is there, and its study's UID is none of ours. */
  readonly isOtherStudy: boolean;
}

/** Looks what the server has of a session, in the archive and in the prearchive. */
export async function standingOf(run: SessionRun): Promise<Standing> {
  const { ctx, place, session, signal } = run;
  const found = await archivedSession(ctx, place, { signal });
  const archived = found === undefined ? undefined : await comparedThere(run, found);
  const { destination, overwrite } = run.options;
  const isReplaced = destination === "archive" && overwrite === "delete";
  // What is whole in the archive need not be looked for elsewhere, unless it is replaced by what waits.
  if (archived?.arrival.missing === 0 && !isReplaced)
    return { archived, relabeled: undefined, namesake: undefined };
  const { same, relabeled, namesake } = await waitingSessions(ctx, session, { signal });
  let best: Standing["waiting"];
  for (const row of same) {
    const settled = await builtSession(run, row);
    if (settled === undefined) continue;
    const arrival = await waitingArrival(run, settled.uri);
    if (best === undefined || arrival.there >= best.arrival.there) best = { session: settled, arrival };
  }
  return { archived, waiting: best, relabeled, namesake };
}

async function comparedThere(run: SessionRun, session: ArchivedSession): Promise<Archived> {
  const arrival = await archivedArrival(run, session);
  const { studyUid } = session;
  // A script may give studies other UIDs: instances that are ours say more.
  const isStrange = studyUid !== undefined && !run.session.studyUids.includes(studyUid);
  return { session, arrival, isOtherStudy: isStrange && arrival.there === 0 };
}

/** Whether this very transfer has made or moved a session, so that its list of files says more than another's, see {@link compareFresh}. */
interface LookOptions {
  readonly isFresh?: boolean;
}

/** Compares a session of the archive with what should be there. */
export async function archivedArrival(
  run: SessionRun,
  found: ArchivedSession,
  { isFresh = false }: LookOptions = {},
): Promise<Arrival> {
  const { ctx, place, signal } = run;
  const isOurs = found.studyUid !== undefined && run.session.studyUids.includes(found.studyUid);
  const list = (): AsyncIterable<RemoteFile> => archivedFiles(ctx, place, found, { signal });
  const arrival = await compare(run, list, isFresh && isOurs);
  run.listings?.set(listingKey(found.uri), arrival.listing());
  return arrival;
}

/**
 * Compares a session of the prearchive, which has been built.
 *
 * @throws {@link ScanferryError} `remote/conflict` where the server has it as another study, whatever its files are called
 */
export async function waitingArrival(
  run: SessionRun,
  uri: string,
  { isFresh = false }: LookOptions = {},
): Promise<Arrival> {
  const { ctx, session, place, signal } = run;
  const row = await sessionAt(ctx, uri, { signal });
  if (row?.studyUid !== undefined && !session.studyUids.includes(row.studyUid)) throw otherStudy(uri);
  const isOurs =
    row?.studyUid !== undefined &&
    row.project === place.project &&
    row.subject === place.subject &&
    row.name === place.session;
  const arrival = await compare(run, () => waitingFiles(ctx, uri, { signal }), isFresh && isOurs);
  if (row !== undefined) run.listings?.set(listingKey(uri), arrival.listing(rowState(row)));
  return arrival;
}

function compare(run: SessionRun, list: () => AsyncIterable<RemoteFile>, isFresh: boolean): Promise<Arrival> {
  const { ctx, expected, signal } = run;
  const options: CompareOptions = {
    signal,
    headOf: (file, own) => remoteHead(ctx, file, own),
    isWhole: (file, own) => isWholeThere(ctx, file, own),
  };
  return isFresh ? compareFresh(expected, list, options) : compareArrival(expected, list(), options);
}

/** A session that is put together, so that its files can be listed; nothing where it has left the prearchive meanwhile. */
async function builtSession(run: SessionRun, row: PrearchiveSession): Promise<PrearchiveSession | undefined> {
  const { ctx } = run;
  const options = waitOptions(run);
  if (isSettled(row.status)) return row;
  try {
    if (!/^RECEIVING/.test(row.status)) return await waitFor(ctx, row.uri, undefined, options);
    await untilQuiet(run, row.uri);
    return await buildSession(ctx, row.uri, options);
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}

function otherStudy(subject: string): ScanferryError {
  return new ScanferryError("remote/conflict", "What arrived is of another study than was planned.", {
    hint: "Files may have been replaced by another study's while they were sent. Look at the session (scanferry xnat prearchive show), delete it there, and push again.",
    details: { reason: "other-study" },
    subject,
  });
}
