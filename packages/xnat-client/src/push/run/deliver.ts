import { ScanferryError, changedError, retry, toScanferryError } from "@scanferry/transfer";
import { archiveSession } from "../../prearchive/archive-session.js";
import { archivedSession } from "../look/archived-files.js";
import type { Arrival } from "../look/arrival.js";
import { checkArrival } from "./check-arrival.js";
import { decide } from "./decide.js";
import type { SessionRun } from "./push-run.js";
import { waitOptions } from "./push-run.js";
import { sendFiles } from "./send-files.js";
import { setScanTypes } from "./set-scan-types.js";
import { settleAfterLoss } from "./settle-after-loss.js";
import { archivedArrival, standingOf, waitingArrival, type Standing } from "./standing.js";

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
  /** How the last try failed that may have arrived: in the middle, or with its answer. */
  lost: "nothing" | "some" | "answer";
  /** Whether the user was asked before something is replaced. */
  allowed: boolean;
  /** Failures of the server's own, or of what arrived, that one repetition may mend. */
  doubts: number;
}

/**
 * Brings a session where it should be. Each try begins with a look at what is there, so that nothing is sent twice: after a lost answer, the rest of a
 * cut transfer is sent, or nothing.
 */
export function deliver(run: SessionRun): Promise<Delivery> {
  const { ctx, options, emit, session, signal } = run;
  const { retries = ctx.retries, sleep = ctx.sleep, random = ctx.random } = options;
  const tries: Tries = { sent: false, lost: "nothing", allowed: false, doubts: 0 };
  return retry(() => once(run, tries), {
    retries,
    sleep,
    random,
    signal,
    onRetry: ({ attempt, retries: most, delayMs, error }) => {
      emit({ type: "retry", id: session.id, attempt, retries: most, delayMs, error: error.toJSON() });
    },
  });
}

async function once(run: SessionRun, tries: Tries): Promise<Delivery> {
  const { destination = "prearchive", overwrite = "none" } = run.options;
  if (tries.lost !== "nothing") await settleAfterLoss(run, { mayAppear: tries.lost === "answer" });
  tries.lost = "nothing";
  const standing = await standingOf(run);
  const decision = decide(standing, { destination, overwrite, id: run.session.id });
  if (decision.do === "refuse") throw decision.error;
  if (decision.do === "nothing") return { ...decision, status: tries.sent ? "done" : "unchanged" };
  if (decision.asks && !tries.allowed) {
    tries.allowed = await askToReplace(run, standing);
    if (!tries.allowed)
      return { status: "skipped", uri: standing.archived?.session.uri ?? "", verifiedBy: "nothing" };
  }
  const waits = await broughtIn(run, standing, tries);
  if (destination === "prearchive") return waits;
  return archived(run, waits.uri, overwrite);
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
  const uri = await attempt(tries, (onAllSent) =>
    sendFiles(run, { isWanted: wanted, onAllSent, completes: waiting?.session.uri }),
  );
  const arrival = await waitingArrival(run, uri);
  if (isAppended && there !== undefined) arrival.join(there.arrival);
  const verifiedBy = verify(run, arrival, {
    isOwn: waiting === undefined,
    mayRepeat: () => tries.doubts++ === 0,
  });
  return { status: "done", uri, verifiedBy };
}

/** Archives what waits, and looks at it there. */
async function archived(
  run: SessionRun,
  uri: string,
  overwrite: "none" | "append" | "delete",
): Promise<Delivery> {
  const { ctx, place, signal, options } = run;
  const settled = await archiveSession(ctx, uri, {
    ...place,
    ...waitOptions(run),
    overwrite,
    quarantine: options.quarantine,
  });
  const found = await archivedSession(ctx, place, { signal });
  if (found === undefined) throw notThere(run.session.id);
  const arrival = await archivedArrival(run, found);
  if (overwrite === "delete" && arrival.others > 0) tellLeftOver(run, arrival.others);
  // It has left the prearchive: another try would meet it in the archive and leave it alone.
  const verifiedBy = verify(run, arrival, { isOwn: false, mayRepeat: () => false });
  await setScanTypes(run, found);
  return { status: "done", uri: settled.uri, verifiedBy };
}

function tellLeftOver({ emit, session }: SessionRun, others: number): void {
  emit({
    type: "warning",
    id: session.id,
    message: `The session was replaced, and the archive still has ${String(others)} other files in it.`,
    hint: "Look at its scans on the web page; what was replaced may have been shared or locked.",
  });
}

/** One repetition may mend what did not arrive; a second one would only repeat it. */
function verify(
  run: SessionRun,
  arrival: Arrival,
  { isOwn, mayRepeat }: { isOwn: boolean; mayRepeat: () => boolean },
): string {
  try {
    return checkArrival(run, arrival, { isOwn });
  } catch (caught) {
    const error = toScanferryError(caught);
    throw error.code === "data/size-mismatch" ? changedError(error, { retryable: mayRepeat() }) : error;
  }
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
    if (error.retryable) tries.lost = isAnswerLost ? "answer" : "some";
    // A plain 500 may be a passing one, or the server's way to refuse.
    if (status === 500 && tries.doubts++ > 0) throw changedError(error, { retryable: false });
    throw error;
  }
}

async function askToReplace(
  { mayReplace, session }: SessionRun,
  { archived: there }: Standing,
): Promise<boolean> {
  if (there === undefined) return true;
  const scans = there.session.scans.map(({ id, type, dicomFiles }) => ({ id, type, files: dicomFiles }));
  return mayReplace({ id: session.id, uri: there.session.uri, scans });
}

function notThere(subject: string): ScanferryError {
  return new ScanferryError(
    "remote/failed",
    "XNAT says that it archived the session, and does not have it.",
    {
      hint: "Find its subject (scanferry xnat find), and run the same command again: what is there is not sent twice.",
      subject,
    },
  );
}
