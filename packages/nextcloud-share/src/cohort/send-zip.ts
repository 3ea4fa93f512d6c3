import { randomBytes } from "node:crypto";
import { needsChunks } from "../chunked/chunk-plan.js";
import type { ShareState } from "../journal/share-state.js";
import type { ShareJournal } from "../journal/share-journal.js";
import { drawSecrets } from "./share-secrets.js";
import { digestSource } from "./read-source.js";
import { newSalts, sealZip } from "./seal-zip.js";
import type { ShareJob } from "./share-job.js";
import type { ZipPlan } from "./zip-plan.js";

/** One participant on the way. */
export interface Sending {
  label: string;
  remotePath: string;
  plan: ZipPlan;
  /** Whether a file that an interrupted run of ours left may be overwritten. */
  replace: boolean;
  signal: AbortSignal;
}

/** Whether the zip travels in chunks, so that an interrupted upload can go on. */
export function isResumable(job: Pick<ShareJob, "options">, plan: ZipPlan): boolean {
  const { chunkThresholdBytes } = job.options;
  return needsChunks(plan.zipBytes, chunkThresholdBytes === undefined ? {} : { chunkThresholdBytes });
}

/** Begins an attempt: password and intended path are on the disk before anything exists anywhere. */
export async function planAttempt(
  job: ShareJob,
  journal: ShareJournal,
  sending: Sending,
): Promise<ShareState> {
  const attempt = randomBytes(8).toString("hex");
  const { password, linkPassword } = drawSecrets(job);
  await journal.record(sending.label, attempt, {
    step: "planned",
    remotePath: sending.remotePath,
    encryption: job.encryption,
    password,
    ...(linkPassword === undefined ? {} : { linkPassword }),
  });
  // Only what may be resumed is read twice: its digest must be known before the first byte leaves.
  const resumable = isResumable(job, sending.plan);
  const sources = [];
  for (const source of sending.plan.sources) {
    const { name, sizeBytes, mtimeMs } = source;
    const sha256 = resumable ? await digestSource(source, sending.signal) : undefined;
    sources.push({ name, sizeBytes, mtimeMs, ...(sha256 === undefined ? {} : { sha256 }) });
  }
  return journal.record(sending.label, attempt, {
    step: "uploading",
    contentId: randomBytes(16).toString("hex"),
    salts: newSalts(sending.plan),
    sources,
    added: job.added.length,
    zipBytes: sending.plan.zipBytes,
  });
}

/** Makes the zip and sends it, both at once. */
export async function sendZip(
  job: ShareJob,
  journal: ShareJournal,
  sending: Sending,
  state: ShareState,
): Promise<ShareState> {
  const { label, plan, remotePath, signal } = sending;
  const { sealed, password } = state;
  if (sealed === undefined || password === undefined)
    throw new TypeError("An attempt must be planned before it is sent.");
  const { chunkThresholdBytes, chunkBytes, retries } = job.options;
  const zip = sealZip(plan, {
    password,
    salts: sealed.salts,
    sha256: sealed.sources.map((source) => source.sha256),
    signal,
  });
  const resumable = isResumable(job, plan);
  job.emit({
    type: "start",
    id: label,
    target: remotePath,
    action: "share",
    fromByte: 0,
    sizeBytes: plan.zipBytes,
  });
  const stored = await job.cloud.upload(
    {
      path: remotePath,
      body: zip.body,
      replace: sending.replace,
      ...(resumable ? { contentId: sealed.contentId } : {}),
    },
    {
      id: label,
      signal,
      onEvent: job.emit,
      ...(chunkThresholdBytes === undefined ? {} : { chunkThresholdBytes }),
      ...(chunkBytes === undefined ? {} : { chunkBytes }),
      ...(retries === undefined ? {} : { retries }),
    },
  );
  return journal.record(label, state.attempt, {
    step: "uploaded",
    sizeBytes: stored.sizeBytes,
    sha256: stored.sha256,
    ...(stored.etag === undefined ? {} : { etag: stored.etag }),
    ...(stored.fileId === undefined ? {} : { fileId: stored.fileId }),
    entries: zip.digests(),
  });
}
