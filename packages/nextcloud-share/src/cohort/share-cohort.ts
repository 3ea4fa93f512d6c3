import {
  ScanferryError,
  isScanferryError,
  runPool,
  toScanferryError,
  type TransferResult,
} from "@scanferry/transfer";
import { listBusyError } from "../list/list-in-use.js";
import type { ShareJournal } from "../journal/share-journal.js";
import { checkShare, checkTotals } from "./check-share.js";
import { inspectPlace } from "./inspect-place.js";
import { foreignFileError, mayReplace } from "./prepare-attempt.js";
import { checkSameSources } from "./same-sources.js";
import { endedRow } from "./ended-row.js";
import { openShareJob, type ShareJob } from "./share-job.js";
import { remotePathOf, shareOne, skipped, zipName, type ShareOutcome } from "./share-one.js";
import type { ShareOptions, ShareParticipant } from "./share-options.js";
import { planZip } from "./zip-plan.js";

/** Errors after which nothing else can succeed. */
function stopsEverything(error: unknown): boolean {
  // Nextcloud refuses every request from this address for a while; each further one would only prolong that.
  if (isScanferryError(error) && error.details?.["blocked"] === true) return true;
  return ["aborted", "auth/required", "auth/rejected", "auth/expired", "local/no-space"].some(
    (code) => isScanferryError(error) && error.code === code,
  );
}

/** A participant that cannot be shared, whatever is tried. */
function refusal(job: ShareJob, participant: ShareParticipant): TransferResult | undefined {
  if (participant.problem !== undefined || participant.files.length === 0) return skipped(participant);
  try {
    job.claims.claim(zipName(participant.label));
    const remotePath = remotePathOf(job, participant.label);
    return job.taken.isTaken(remotePath, participant.label)
      ? failed(participant, takenError(participant.label))
      : undefined;
  } catch (error) {
    return failed(participant, error);
  }
}

/** Another row's zip has the name already, though the labels differ. */
function takenError(label: string): ScanferryError {
  return new ScanferryError("data/unsafe-path", "The zip of another row of the list has this name already.", {
    hint: "Rename the folder of one of the two participants, or share it with another --remote.",
    subject: label,
  });
}

function failed(participant: ShareParticipant, error: unknown): TransferResult {
  return {
    id: participant.label,
    target: "",
    action: "share",
    status: "failed",
    bytes: 0,
    error: toScanferryError(error),
  };
}

/** What a dry run says about a participant. */
async function planOne(job: ShareJob, participant: ShareParticipant): Promise<TransferResult> {
  const { signal, replace } = job.options;
  const state = job.journal.state(participant.label);
  const row = job.list.get(participant.label);
  if (row !== undefined) {
    const ended = endedRow(job, row);
    if (ended !== undefined) return ended;
    await checkSameSources(state, row, participant, signal);
    return { id: row.subject, target: row.url, action: "share", status: "unchanged", bytes: row.bytes ?? 0 };
  }
  const plan = await planZip([...participant.files, ...job.added], job.encryption);
  const target = remotePathOf(job, participant.label);
  const place = await inspectPlace(job.cloud, target, { state, plan }, signal);
  if (!mayReplace(place, replace)) throw foreignFileError(target, place);
  job.emit({ type: "plan", id: participant.label, target, action: "share", sizeBytes: plan.zipBytes });
  return { id: participant.label, target, action: "share", status: "planned", bytes: plan.zipBytes };
}

async function* plans(
  job: ShareJob,
  participants: AsyncIterable<ShareParticipant> | Iterable<ShareParticipant>,
): AsyncGenerator<TransferResult> {
  let newShares = 0;
  let totalBytes = 0;
  for await (const participant of participants) {
    const result =
      refusal(job, participant) ??
      (await planOne(job, participant).catch((error: unknown) => failed(participant, error)));
    if (result.status === "planned") {
      newShares += 1;
      totalBytes += result.bytes;
    }
    yield result;
  }
  // Only now the sum is known: whether all of it has room, and how long the limit of new links makes it wait.
  await checkTotals(job, { newShares, totalBytes });
}

/** Runs the pool. Results whose rows wait for an open list are given once they are written, or at the end as failed. */
async function* results(
  job: ShareJob,
  journal: ShareJournal,
  participants: AsyncIterable<ShareParticipant> | Iterable<ShareParticipant>,
): AsyncGenerator<TransferResult> {
  const work = async (participant: ShareParticipant, signal: AbortSignal): Promise<ShareOutcome> => {
    const refused = refusal(job, participant);
    if (refused !== undefined) return { result: refused, held: false };
    try {
      return await shareOne(job, journal, participant, signal);
    } catch (error) {
      if (stopsEverything(error)) throw error;
      return { result: failed(participant, error), held: false };
    }
  };
  const { concurrency = 3, signal } = job.options;
  let waiting: TransferResult[] = [];
  const pool = runPool(participants, (participant, context) => work(participant, context.signal), {
    concurrency,
    ...(signal === undefined ? {} : { signal }),
  });
  let failure: { error: unknown } | undefined;
  try {
    for await (const { result, held } of pool) {
      if (held) waiting.push(result);
      else yield result;
      const written = waiting.filter(({ id }) => !job.writer.isHeld(id));
      waiting = waiting.filter(({ id }) => job.writer.isHeld(id));
      yield* written;
    }
  } catch (error) {
    failure = { error };
  }
  // Also when something stopped the run: these participants are done but for their rows.
  await job.writer.flush().catch((error: unknown) => {
    failure ??= { error };
  });
  for (const result of waiting) {
    if (!job.writer.isHeld(result.id)) yield result;
    else yield { ...result, status: "failed", error: job.writer.busyError ?? listBusyError(undefined) };
  }
  if (failure !== undefined) throw failure.error;
}

/**
 * Shares each participant's files: an encrypted zip streams straight into the upload, the link is made (looked up first),
 * the row is written, and the link is tested as its recipient would. It may be interrupted at any moment and run again:
 * at the end everybody has exactly one working link whose password is in the list.
 *
 * A participant that fails is a result record; it throws only when nothing can go on.
 *
 * @throws {@link ScanferryError} `input/invalid`, `remote/refused` (preflight), `data/corrupt` (the list), `auth/rejected`,
 * `local/busy` (another run), `local/no-space`, `aborted`
 * @example
 * ```ts
 * const participants = [{ label: "sub-01", files: [{ name: "sub-01_T1w.nii.gz", path: "bids/sub-01/anat/sub-01_T1w.nii.gz" }] }];
 * const { done } = await collect(shareCohort(participants, { cloud, expiresInDays: 21, list: "share-list.xlsx" }));
 * ```
 */
export async function* shareCohort(
  participants: AsyncIterable<ShareParticipant> | Iterable<ShareParticipant>,
  options: ShareOptions,
): AsyncGenerator<TransferResult> {
  const job = await openShareJob(options);
  const begunMs = job.now();
  const counts = { done: 0, unchanged: 0, skipped: 0, failed: 0, planned: 0 };
  let bytes = 0;
  try {
    await checkShare(job);
    const dryRun = options.dryRun === true;
    const all = dryRun ? plans(job, participants) : results(job, job.journal, participants);
    for await (const result of all) {
      counts[result.status] += 1;
      if (result.status === "done") bytes += result.bytes;
      job.emit({ type: "result", ...result });
      yield result;
    }
  } catch (error) {
    throw error instanceof ScanferryError ? error : toScanferryError(error);
  } finally {
    await job.journal.close();
    job.emit({ type: "summary", ...counts, bytes, ms: job.now() - begunMs });
  }
}
