import { createReadStream } from "node:fs";
import type { OnTransferEvent, TransferResult, UploadItem } from "@scanferry/transfer";
import { upload } from "@scanferry/transfer";
import { findCandidate } from "../calls/candidate.js";
import type { VisitPlace } from "../calls/visit.js";
import { visitPath } from "../calls/visit.js";
import type { CallOptions, LorisContext } from "../context.js";
import { ArchivePost } from "./archive-post.js";
import { dicomArchive } from "./dicom-archive.js";

/** How a DICOM archive is uploaded. */
export interface UploadDicomsOptions extends CallOptions {
  /** The participant's PSCID. @default asked of the server */
  readonly pscid?: string | undefined;
  /** Whether the archive is of a phantom; its name is then free. @default false */
  readonly isPhantom?: boolean | undefined;
  /** Replaces an archive of the same name. @default false */
  readonly overwrite?: boolean | undefined;
  /** Checks name, type and size only, and sends nothing. @default false */
  readonly dryRun?: boolean | undefined;
  readonly retries?: number | undefined;
  readonly onEvent?: OnTransferEvent | undefined;
}

/** What became of an archive. */
export interface DicomUpload extends TransferResult {
  /** `MriUploadID`, where the server tells it (LORIS 24 and later); the pipeline is started with it. */
  uploadId?: string;
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
  const { signal, dryRun = false, onEvent, retries = ctx.retries } = options;
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
  const moved = upload([item], {
    dryRun,
    retries,
    // A 401 has renewed the login already (see authorizedHttp); the engine only has to send again.
    renew: () => Promise.resolve(),
    now: ctx.now,
    sleep: ctx.sleep,
    random: ctx.random,
    ...(signal === undefined ? {} : { signal }),
    ...(onEvent === undefined ? {} : { onEvent }),
  });
  let result: TransferResult | undefined;
  try {
    for await (const one of moved) result = one;
  } catch (error) {
    // What is stored stays stored, though Ctrl-C came right behind it.
    if (result?.status !== "done") throw error;
  }
  if (result === undefined) throw new Error("the engine gave no result");
  if (result.error !== undefined) throw result.error;
  if (dryRun) return result;
  // The archive is stored, so that neither a failure of this question nor Ctrl-C may make a failure of the upload.
  const uploadId = await post.uploadId(signal).catch(() => undefined);
  return { ...result, status: "done", ...(uploadId === undefined ? {} : { uploadId }) };
}
