import { sendFiles } from "@scanferry/dicom";
import {
  isAbort,
  ScanferryError,
  toScanferryError,
  type OnTransferEvent,
  type TransferResult,
} from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import type { PlannedSession } from "../plan/planned-session.js";
import { ExpectedFiles } from "../push/look/expected-files.js";
import type { StudiesElsewhere } from "../push/look/studies-elsewhere.js";
import { decide } from "../push/run/decide.js";
import type { SessionRun } from "../push/run/push-run.js";
import { refuseElsewhere } from "../push/run/refuse-elsewhere.js";
import { standingOf } from "../push/run/standing.js";
import { lookAfterSend } from "./look-after-send.js";
import { SendTally } from "./send-tally.js";
import type { SendPlanOptions } from "./send-options.js";
import { SessionFiles } from "./session-files.js";

/** What all sessions of one run share. */
export interface SendRun {
  readonly ctx: XnatContext | undefined;
  readonly options: SendPlanOptions;
  readonly emit: OnTransferEvent;
  /** Studies of the plan that the archive has under other labels, where somebody can be asked. */
  readonly studies?: (() => Promise<StudiesElsewhere>) | undefined;
}

type Base = Pick<TransferResult, "id" | "target" | "action" | "bytes">;

/** Sends one session; what fails is in its result. */
export async function sendSession(run: SendRun, session: PlannedSession): Promise<TransferResult> {
  const { peer, dryRun } = run.options;
  const { id, bytes, problems } = session;
  const target = `${peer.calledAet ?? "XNAT"}@${peer.host}:${String(peer.port)}`;
  const base: Base = { id, target, action: "send", bytes };
  const [problem] = problems;
  if (problem !== undefined) return { ...base, status: "failed", error: problem };
  if (dryRun === true) return { ...base, status: "planned" };
  try {
    return run.ctx === undefined
      ? await sendBlind(run, session, base)
      : await sendSeen(run, run.ctx, session, base);
  } catch (caught) {
    const error = toScanferryError(caught);
    if (isAbort(error) || error.code === "auth/rejected") throw error;
    return { ...base, status: "failed", error };
  }
}

/** Nobody can be asked what arrived. */
async function sendBlind(run: SendRun, session: PlannedSession, base: Base): Promise<TransferResult> {
  const tally = await transfer(run, session);
  const error = tally.error(session.id);
  if (error !== undefined) return { ...base, status: "failed", error };
  return { ...base, status: "done", note: `accepted by the receiver, arrival not checked${remark(tally)}` };
}

/** XNAT itself is asked, before and after. */
async function sendSeen(
  run: SendRun,
  ctx: XnatContext,
  session: PlannedSession,
  base: Base,
): Promise<TransferResult> {
  const { emit, options, studies = () => Promise.resolve(new Map()) } = run;
  const { signal = new AbortController().signal, settleTimeoutMs } = options;
  const { project, subject, session: label, id } = session;
  const own: SessionRun = {
    ctx,
    options: { settleTimeoutMs, sameStudy: options.sameStudy },
    studies,
    journal: undefined,
    emit,
    mayReplace: () => Promise.resolve(false),
    session,
    expected: await ExpectedFiles.of(session),
    place: { project, subject, session: label },
    signal,
  };
  const standing = await standingOf(own);
  const decision = decide(standing, { destination: "prearchive", overwrite: "none", id });
  if (decision.do === "refuse") return { ...base, status: "failed", error: decision.error };
  if (decision.do === "nothing")
    return { ...base, target: decision.uri, status: "unchanged", note: `verified by ${decision.verifiedBy}` };
  if (standing.archived === undefined) await refuseElsewhere(own);
  const there = standing.waiting?.arrival;
  const tally = await transfer(run, session, (number) => there?.has(number) !== true);
  const error = tally.error(id);
  if (error !== undefined) return { ...base, status: "failed", error };
  emit({ type: "check", id });
  const { uri, verifiedBy } = await lookAfterSend(own, there === undefined);
  return { ...base, target: uri, status: "done", note: `verified by ${verifiedBy}${remark(tally)}` };
}

async function transfer(
  { options, emit }: SendRun,
  session: PlannedSession,
  isWanted?: (number: number) => boolean,
): Promise<SendTally> {
  const { peer, concurrency = 1, retries = 2, signal, sleep, random } = options;
  const { id, bytes: sizeBytes } = session;
  const tally = new SendTally();
  await using source = new SessionFiles(session, isWanted);
  emit({ type: "start", id, target: "", action: "send", fromByte: 0, sizeBytes });
  const outcomes = sendFiles(source.files(signal), peer, {
    associations: concurrency,
    retries,
    signal,
    sleep,
    random,
    onRetry: ({ attempt, retries: most, delayMs, error }) => {
      emit({ type: "retry", id, attempt, retries: most, delayMs, error: error.toJSON() });
    },
  });
  for await (const outcome of outcomes) {
    await source.done(outcome.id);
    tally.add(outcome);
    emit({ type: "progress", id, bytes: Math.min(tally.bytes, sizeBytes), sizeBytes });
  }
  const unaccounted = session.files - source.leftOut - tally.files;
  if (unaccounted !== 0) throw unaccountedError(unaccounted, id);
  if (tally.replaced > 0) {
    emit({
      type: "warning",
      id,
      message: `${String(tally.replaced)} files have patient's comments of their own, which the receiver does not get.`,
      hint: "The labels are sent in their place. The files themselves are as they were.",
    });
  }
  return tally;
}

/** Files that were planned, and of which nobody knows what became of them: no session is done so. */
function unaccountedError(files: number, subject: string): ScanferryError {
  return new ScanferryError("internal", "Not every planned file was sent, or more than were planned.", {
    hint: "Run the same command again; if it stays so, report it: this is a defect of Scanferry.",
    details: { files },
    subject,
  });
}

function remark({ warned }: SendTally): string {
  return warned === 0 ? "" : `; ${String(warned)} files stored with a remark`;
}
