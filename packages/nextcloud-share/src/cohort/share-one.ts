import { ScanferryError, isScanferryError, safeName, type TransferResult } from "@scanferry/transfer";
import type { ShareJournal } from "../journal/share-journal.js";
import type { ShareState } from "../journal/share-state.js";
import type { ShareListRow } from "../list/columns.js";
import { endedRow } from "./ended-row.js";
import { makeLink } from "./make-link.js";
import { isLateArrival, prepareAttempt } from "./prepare-attempt.js";
import { isSourceChange } from "./read-source.js";
import { testAsRecipient } from "./self-test.js";
import { sendZip, type Sending } from "./send-zip.js";
import { noteListed, rowOf } from "./row-of.js";
import { checkSameSources } from "./same-sources.js";
import type { ShareJob } from "./share-job.js";
import type { ShareParticipant } from "./share-options.js";
import { planZip } from "./zip-plan.js";

/** How a participant ended. */
export interface ShareOutcome {
  result: TransferResult;
  /** The row waits for the list to be closed elsewhere. */
  held: boolean;
}

/** Where a participant's zip goes, below the account's home. */
export function remotePathOf(job: Pick<ShareJob, "remote">, label: string): string {
  return `${job.remote}/${zipName(label)}`.replace(/^\//, "");
}

/** What stands in the column `status` when a link did not give what was sent. */
export const testFailed = "test failed";

/** The name of a participant's zip on the server. */
export function zipName(label: string): string {
  return `${safeName(label)}.zip`;
}

/** Whether a failed test says something about the link, and not only about the way to it. */
function isVerdict(error: unknown): boolean {
  return isScanferryError(error) && /^(data\/|auth\/|remote\/not-found)/.test(error.code);
}

/** A refused password of a link or zip concerns this participant alone, not the account's login. */
function asItemError(error: unknown): unknown {
  if (!isScanferryError(error, "auth/rejected")) return error;
  return new ScanferryError("data/corrupt", "The listed password does not open what the link gives.", {
    hint: "Delete the row in the list and run the same command again: the link is revoked and the file shared anew.",
    cause: error,
  });
}

/** Tests the link of a row and notes what came out, in the journal and in the row's status. */
async function test(
  job: ShareJob,
  journal: ShareJournal,
  row: ShareListRow,
  signal: AbortSignal,
): Promise<void> {
  const state = journal.state(row.subject);
  const skipped = job.options.selfTest === false;
  if (row.password === "" && !skipped) {
    throw new ScanferryError(
      "input/invalid",
      "The link was not tested yet, and the list holds no password for it.",
      {
        hint: "Give the file of the passwords with --split-passwords, as in the run before.",
      },
    );
  }
  try {
    if (!skipped) {
      await testAsRecipient(job.cloud, {
        url: row.url,
        linkPassword: row.linkPassword,
        password: row.password,
        sizeBytes: row.bytes,
        sha256: row.sha256,
        entries: state?.uploaded?.entries,
        tempFolder: job.tempFolder,
        retry: {
          ...(job.options.retries === undefined ? {} : { retries: job.options.retries }),
          onRetry: ({ attempt, retries, delayMs, error }) => {
            job.emit({ type: "retry", id: row.subject, attempt, retries, delayMs, error: error.toJSON() });
          },
        },
        signal,
      });
    }
  } catch (error) {
    if (isVerdict(error)) await job.writer.put({ ...row, status: testFailed }, () => Promise.resolve());
    throw asItemError(error);
  }
  if (row.status === testFailed && !skipped)
    await job.writer.put({ ...row, status: "shared" }, () => Promise.resolve());
  // A journal that is gone knows nothing of the row; then the list alone says how the test came out.
  if (state !== undefined) await journal.record(row.subject, state.attempt, { step: "tested", skipped });
}

/** A row that is there is left alone; only a link that no run has tested yet, or whose last test failed, is tested now. */
async function keepRow(
  job: ShareJob,
  journal: ShareJournal,
  row: ShareListRow,
  signal: AbortSignal,
): Promise<ShareOutcome> {
  const result = { id: row.subject, target: row.url, action: "share", bytes: row.bytes ?? 0 };
  const state = journal.state(row.subject);
  const untested = state?.listed === true && !state.tested && state.link?.url === row.url;
  const doubted = row.status === testFailed && job.options.selfTest !== false;
  if (!untested && !doubted)
    return { result: { ...result, status: "unchanged" }, held: job.writer.isHeld(row.subject) };
  await test(job, journal, row, signal);
  return { result: { ...result, status: "done", sha256: row.sha256 }, held: false };
}

/** The whole job for one participant. Every step is in the journal before the next one begins. */
export async function shareOne(
  job: ShareJob,
  journal: ShareJournal,
  participant: ShareParticipant,
  signal: AbortSignal,
): Promise<ShareOutcome> {
  const { label } = participant;
  const row = job.list.get(label);
  const ended = row === undefined || job.writer.isHeld(label) ? undefined : endedRow(job, row);
  if (ended !== undefined) return { result: ended, held: false };
  if (row !== undefined) await checkSameSources(journal.state(label), row, participant, signal);
  if (row !== undefined && !job.writer.isHeld(label)) return keepRow(job, journal, row, signal);
  const finished = row === undefined ? undefined : journal.state(label);
  if (finished?.link !== undefined) {
    await test(job, journal, rowOf(finished), signal);
    return { result: done(finished), held: job.writer.isHeld(label) };
  }
  const state = await shareAfresh(job, journal, participant, signal);
  const written = rowOf(state);
  const outcome = await job.writer.put(written, () => noteListed(journal, state));
  await test(job, journal, written, signal);
  return { result: done(state), held: outcome === "busy" };
}

/** Zip, upload and link. A source that changes, or a file that comes to light on the way, gets a second chance. */
async function shareAfresh(
  job: ShareJob,
  journal: ShareJournal,
  participant: ShareParticipant,
  signal: AbortSignal,
): Promise<ShareState> {
  for (let again = false; ; again = true) {
    const plan = await planZip([...participant.files, ...job.added], job.encryption);
    const remotePath = remotePathOf(job, participant.label);
    const sending: Sending = { label: participant.label, remotePath, plan, replace: false, signal };
    job.emit({
      type: "plan",
      id: participant.label,
      target: remotePath,
      action: "share",
      sizeBytes: plan.zipBytes,
    });
    try {
      const { state, replace } = await prepareAttempt(job, journal, sending);
      const uploaded =
        state.uploaded === undefined ? await sendZip(job, journal, { ...sending, replace }, state) : state;
      return await makeLink(job, journal, uploaded, signal);
    } catch (error) {
      if (again || !(isSourceChange(error) || isLateArrival(error))) throw error;
    }
  }
}

function done(state: ShareState): TransferResult {
  return {
    id: state.subject,
    target: state.link?.url ?? "",
    action: "share",
    status: "done",
    bytes: state.uploaded?.sizeBytes ?? 0,
    ...(state.uploaded === undefined ? {} : { sha256: state.uploaded.sha256 }),
  };
}

/** The record of a participant who has nothing to share. */
export function skipped(participant: ShareParticipant): TransferResult {
  const { label, problem } = participant;
  return {
    id: label,
    target: "",
    action: "share",
    status: "skipped",
    bytes: 0,
    error: new ScanferryError("local/not-found", problem?.message ?? "There is no file to share.", {
      ...(problem?.hint === undefined ? {} : { hint: problem.hint }),
      ...(problem === undefined ? {} : { details: { problem: problem.code } }),
      subject: label,
    }),
  };
}
