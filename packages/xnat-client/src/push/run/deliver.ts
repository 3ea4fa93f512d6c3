import { changedError, isScanferryError, retry, toScanferryError } from "@scanferry/transfer";
import { isArchiveUri } from "../../prearchive/answered-uri.js";
import { archiveWaiting, lookInArchive, shownScans, shownText } from "./archive-waiting.js";
import { decide } from "./decide.js";
import type { SessionRun } from "./push-run.js";
import { refuseElsewhere } from "./refuse-elsewhere.js";
import { sendFiles } from "./send-files.js";
import { settleAfterLoss } from "./settle-after-loss.js";
import { standingOf, waitingArrival, type Archived, type Standing } from "./standing.js";
import { tellOlder } from "./tell-older.js";
import { verify } from "./verify.js";

/** How a session was brought where it should be. */
export interface Delivery {
  readonly status: "done" | "unchanged" | "skipped";
  readonly uri: string;
  readonly verifiedBy: string;
}

/** What the tries of one session know of each other. */
interface Tries {
  /** Whether anything was sent: what is found afterwards was done here. */
  sent: boolean;
  /** Whether all of the last transfer may have arrived. */
  isAnswerLost: boolean;
  /** The list of the archive's files at the first look; empty where there was no session. */
  before?: string;
  /** What the user agreed to have replaced: another list is another question. */
  allowed?: string;
  /** Failures of the server's own, or of what arrived, that one repetition may mend. */
  doubts: number;
  /** Whether a session was gone already when it was looked at. */
  hasGone: boolean;
}

/**
 * Brings a session where it should be. Each try begins with a look at what is there, so that nothing is sent twice: after a lost answer, the rest of a
 * cut transfer is sent, or nothing.
 */
export function deliver(run: SessionRun): Promise<Delivery> {
  const { ctx, options, emit, session, signal } = run;
  const { retries = ctx.retries, sleep = ctx.sleep, random = ctx.random } = options;
  const tries: Tries = { sent: false, isAnswerLost: false, doubts: 0, hasGone: false };
  return retry(() => onceOrAgain(run, tries), {
    retries,
    sleep,
    random,
    signal,
    onRetry: ({ attempt, retries: most, delayMs, error }) => {
      emit({ type: "retry", id: session.id, attempt, retries: most, delayMs, error: error.toJSON() });
    },
  });
}

/** A session that left the prearchive between two looks is looked for once more: another push, or its project, may have archived it. */
async function onceOrAgain(run: SessionRun, tries: Tries): Promise<Delivery> {
  try {
    return await once(run, tries);
  } catch (caught) {
    const isGone = isScanferryError(caught, "remote/not-found") || hasLeft(caught);
    if (!isGone || tries.hasGone) throw caught;
    tries.hasGone = true;
    return once(run, tries);
  }
}

function hasLeft(caught: unknown): boolean {
  return isScanferryError(caught, "remote/failed") && caught.details?.["status"] === "absent";
}

async function once(run: SessionRun, tries: Tries): Promise<Delivery> {
  const { destination = "prearchive", overwrite = "none" } = run.options;
  if (tries.isAnswerLost) await settleAfterLoss(run);
  tries.isAnswerLost = false;
  const standing = await standingOf(run);
  const decision = decide(standing, { destination, overwrite, id: run.session.id, before: tries.before });
  tries.before ??= standing.archived?.arrival.listing() ?? "";
  if (decision.do === "refuse") throw decision.error;
  if (decision.do === "nothing") return { ...decision, status: tries.sent ? "done" : "unchanged" };
  if (standing.archived === undefined && !tries.sent) await refuseElsewhere(run);
  const replaced = decision.asks ? standing.archived : undefined;
  if (replaced !== undefined && tries.allowed !== shownText(replaced.session)) {
    const { uri } = replaced.session;
    if (!(await askToReplace(run, replaced))) return { status: "skipped", uri, verifiedBy: "nothing" };
    tries.allowed = shownText(replaced.session);
  }
  if (replaced !== undefined && standing.waiting !== undefined && !tries.sent) tellOlder(run);
  const waits = await broughtIn(run, standing, tries);
  if (destination === "prearchive" || isArchiveUri(waits.uri)) return waits;
  const isNew = standing.archived === undefined && overwrite !== "append";
  return archiveWaiting(run, waits.uri, replaced?.session, isNew);
}

/** Sees to it that everything that is needed waits in the prearchive. */
async function broughtIn(run: SessionRun, standing: Standing, tries: Tries): Promise<Delivery> {
  const { expected, options } = run;
  const { waiting, archived: there } = standing;
  const isAppended = options.overwrite === "append" && options.destination === "archive";
  const isThere = (number: number): boolean =>
    waiting?.arrival.has(number) === true || (isAppended && there?.arrival.has(number) === true);
  let missing = 0;
  for (let number = 0; number < expected.count; number++) if (!isThere(number)) missing++;
  if (missing === 0 && waiting !== undefined)
    return { status: "done", uri: `/data${waiting.session.uri}`, verifiedBy: waiting.arrival.verifiedBy };
  const wanted = missing === expected.count ? undefined : (number: number) => !isThere(number);
  // What an earlier try may have left is looked at wholly.
  const isFirst = !tries.sent && waiting === undefined && wanted === undefined;
  const { uri, isAnswered } = await attempt(tries, (onAllSent) =>
    sendFiles(run, { isWanted: wanted, onAllSent, completes: waiting?.session.uri }),
  );
  if (isArchiveUri(uri)) return lookInArchive(run, uri, { isOwn: there === undefined });
  const arrival = await waitingArrival(run, uri, { isFresh: isFirst && isAnswered });
  if (isAppended && there !== undefined) arrival.join(there.arrival);
  const verifiedBy = verify(run, arrival, {
    isOwn: waiting === undefined,
    mayRepeat: () => tries.doubts++ === 0,
  });
  return { status: "done", uri, verifiedBy };
}

/** Makes one transfer, and remembers whether one that failed may have arrived after all. */
async function attempt<T>(tries: Tries, send: (onAllSent: () => void) => Promise<T>): Promise<T> {
  tries.sent = true;
  const progress = { allSent: false };
  try {
    return await send(() => (progress.allSent = true));
  } catch (caught) {
    const error = toScanferryError(caught);
    const { status } = error.details ?? {};
    // Behind a proxy that gave up the work may go on; other answers say that there is none.
    const isAnswerLost = status === 502 || status === 504 || (progress.allSent && status === undefined);
    if (error.retryable) tries.isAnswerLost = isAnswerLost;
    // A plain 500 may be a passing one, or the server's way to refuse.
    if (status === 500 && tries.doubts++ > 0) throw changedError(error, { retryable: false });
    throw error;
  }
}

function askToReplace(
  { mayReplace, session }: SessionRun,
  { isOtherStudy, session: old }: Archived,
): Promise<boolean> {
  return mayReplace({ id: session.id, uri: old.uri, isOtherStudy, scans: shownScans(old) });
}
