import type { OnTransferEvent } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";
import type { VisitPlace } from "../calls/visit.js";
import type { CallOptions, LorisContext } from "../context.js";
import { lorisError } from "../http/loris-error.js";
import type { MriUpload } from "../schemas/dicom.js";
import { mriUploads, processesUrl } from "./mri-uploads.js";

/** How the pipeline's last run on an upload stands. */
export type ProcessingState = "running" | "done" | "failed";

/** How an uploaded archive is processed. */
export interface ProcessDicomsOptions extends CallOptions {
  /** Waits for the pipeline's end. @default false */
  readonly wait?: boolean | undefined;
  /** How often the state is asked for, in milliseconds. @default 10000 */
  readonly pollMs?: number | undefined;
  /** How long is waited, in milliseconds. @default 7200000 */
  readonly timeoutMs?: number | undefined;
  /** Told of the wait once, with its latest end. */
  readonly onEvent?: OnTransferEvent | undefined;
}

/**
 * Starts LORIS's own pipeline on an uploaded archive (LORIS 24 and later), and waits for its end if asked to. What fails here leaves
 * the archive on the server.
 *
 * @param name The archive's file name.
 * @param uploadId What the upload gave.
 * @throws {@link ScanferryError} `net/timeout` when the pipeline has not ended in time, `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function processDicoms(
  ctx: LorisContext,
  at: VisitPlace,
  name: string,
  uploadId: string,
  options: ProcessDicomsOptions = {},
): Promise<ProcessingState> {
  const { signal, wait = false, timeoutMs = 7_200_000, onEvent } = options;
  await start(ctx, at, name, uploadId, { signal });
  if (!wait) return "running";
  const endMs = ctx.now() + timeoutMs;
  onEvent?.({
    type: "wait",
    id: name,
    reason: "LORIS is converting the archive; this is the longest wait.",
    untilMs: endMs,
  });
  return ended(ctx, at, name, uploadId, { ...options, endMs });
}

/** 202 by the source of LORIS 28. */
async function start(
  ctx: LorisContext,
  at: VisitPlace,
  name: string,
  uploadId: string,
  { signal }: CallOptions,
): Promise<void> {
  const answer = await ctx.http.api("POST", processesUrl(ctx, at, name), {
    // The server reads the number as one.
    json: { ProcessType: "mri_upload", MriUploadID: /^\d+$/.test(uploadId) ? Number(uploadId) : uploadId },
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status === 200 || answer.status === 202) return;
  throw lorisError(answer.status, answer.headers, answer.text, { subject: name, now: ctx.now() });
}

/** Asks until the pipeline has ended. */
async function ended(
  ctx: LorisContext,
  at: VisitPlace,
  name: string,
  uploadId: string,
  { signal, pollMs = 10_000, endMs }: ProcessDicomsOptions & { endMs: number },
): Promise<ProcessingState> {
  for (;;) {
    const uploads = await mriUploads(ctx, at, name, { signal });
    const state = stateOf(uploads?.find(({ id }) => id === uploadId));
    if (state !== "running") return state;
    if (ctx.now() >= endMs) {
      throw new ScanferryError("net/timeout", "LORIS has not ended its work on the archive in time.", {
        hint: "The archive itself has arrived. Look at the imaging uploader on the web page of the LORIS.",
        subject: name,
      });
    }
    await ctx.sleep(pollMs, signal);
  }
}

/** Reads the state out of an upload's list of processes (`STATE`: SUCCESS, RUNNING or ERROR by the specification). */
function stateOf(upload: MriUpload | undefined): ProcessingState {
  const last = upload?.processes.at(-1) ?? {};
  const state = String(Object.entries(last).find(([name]) => /^state$/i.test(name))?.[1]);
  if (/success/i.test(state)) return "done";
  return /error|fail/i.test(state) ? "failed" : "running";
}
