import { createReadStream } from "node:fs";
import type { OnTransferEvent, TransferResult, UploadItem } from "@scanferry/transfer";
import { collect, upload } from "@scanferry/transfer";
import { findCandidate } from "../calls/candidate.js";
import type { VisitPlace } from "../calls/visit.js";
import { visitPath } from "../calls/visit.js";
import type { CallOptions, LorisContext } from "../context.js";
import { ArchivePost } from "./archive-post.js";
import { dicomArchive } from "./dicom-archive.js";
import type { ProcessingState } from "./mri-uploads.js";
import { startProcessing, waitForProcessing } from "./mri-uploads.js";

/** How a DICOM archive is uploaded. */
export interface UploadDicomsOptions extends CallOptions {
  /** The participant's PSCID. @default asked of the server */
  readonly pscid?: string | undefined;
  /** Whether the archive is of a phantom; its name is then free. @default false */
  readonly isPhantom?: boolean | undefined;
  /** Replaces an archive of the same name. @default false */
  readonly overwrite?: boolean | undefined;
  /** Starts LORIS's own pipeline on it afterwards; `"wait"` waits for its end. @default false */
  readonly process?: boolean | "wait" | undefined;
  /** How often the pipeline's state is asked for, in milliseconds. @default 10000 */
  readonly pollMs?: number | undefined;
  /** How long the pipeline is waited for, in milliseconds. @default 7200000 */
  readonly processTimeoutMs?: number | undefined;
  /** Checks name, type and size only, and sends nothing. @default false */
  readonly dryRun?: boolean | undefined;
  readonly retries?: number | undefined;
  readonly onEvent?: OnTransferEvent | undefined;
}

/** What became of an archive. */
export interface DicomUpload extends TransferResult {
  /** `MriUploadID`, where the server tells it. */
  uploadId?: string;
  /** How the pipeline stands, where it was started. */
  processing?: ProcessingState;
}

/**
 * Uploads a DICOM archive of a visit, as a stream. Its name must begin with PSCID_CandID_Visit. It is never sent twice blindly: after
 * a lost answer the server is asked first whether it has it.
 *
 * @param path A .tar, .tar.gz or .tgz file.
 * @throws {@link ScanferryError} `input/invalid`, `remote/exists`, `remote/refused`, `auth/forbidden`, `net/*`, `local/*`, `aborted`
 */
export async function uploadDicoms(
  ctx: LorisContext,
  at: VisitPlace,
  path: string,
  options: UploadDicomsOptions = {},
): Promise<DicomUpload> {
  const { signal, process = false, dryRun = false, onEvent, retries = ctx.retries } = options;
  const pscid = options.pscid ?? (await findCandidate(ctx, at.candidate, { signal })).pscid;
  const isPhantom = options.isPhantom ?? false;
  const archive = await dicomArchive(path, isPhantom ? undefined : `${pscid}_${at.candidate}_${at.visit}`);
  const post = new ArchivePost(ctx, at, archive, { pscid, isPhantom, overwrite: options.overwrite ?? false });
  const item: UploadItem = {
    id: archive.name,
    target: decodeURIComponent(visitPath(at, "dicoms", archive.name)),
    sizeBytes: archive.sizeBytes,
    open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
    put: ({ signal: own }) => post.begin(own),
  };
  const { results } = await collect(
    upload([item], {
      dryRun,
      retries,
      // A 401 has renewed the login already (see authorizedHttp); the engine only has to send again.
      renew: () => Promise.resolve(),
      now: ctx.now,
      sleep: ctx.sleep,
      random: ctx.random,
      ...(signal === undefined ? {} : { signal }),
      ...(onEvent === undefined ? {} : { onEvent }),
    }),
  );
  const [result] = results;
  if (result === undefined) throw new Error("the engine gave no result");
  if (result.error !== undefined) throw result.error;
  if (dryRun) return result;
  const uploadId = await post.uploadId(signal);
  const sent: DicomUpload = { ...result, status: "done", ...(uploadId === undefined ? {} : { uploadId }) };
  if (process === false) return sent;
  if (uploadId === undefined) {
    onEvent?.({
      type: "warning",
      message: "The archive has arrived; its processing could not be started from here.",
      hint: "This needs LORIS 24 or later and an account that may see its uploads. Start it on the web page of the LORIS.",
    });
    return sent;
  }
  await startProcessing(ctx, at, archive.name, uploadId, { signal });
  if (process === true) return { ...sent, processing: "running" };
  const { pollMs = 10_000, processTimeoutMs: timeoutMs = 7_200_000 } = options;
  const processing = await waitForProcessing(ctx, at, archive.name, uploadId, { signal, pollMs, timeoutMs });
  return { ...sent, processing };
}
