import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { VisitPlace } from "../calls/visit.js";
import { visitPath } from "../calls/visit.js";
import type { CallOptions, LorisContext } from "../context.js";
import { getJson } from "../http/get-json.js";
import { lorisError } from "../http/loris-error.js";
import type { MriUpload } from "../schemas/dicom.js";
import { mriUploadsSchema } from "../schemas/dicom.js";

/** Releases 24 to 28 have `processes` at this version alone, and the client is mostly connected to v0.0.3. */
const processesVersion = "v0.0.4-dev";

/** The address of an archive's list of uploads. */
function processesUrl(ctx: LorisContext, at: VisitPlace, name: string): URL {
  return new URL(`${ctx.baseUrl}/api/${processesVersion}${visitPath(at, "dicoms", name, "processes")}`);
}

/**
 * What was uploaded under a name, the oldest first; nothing where nothing was.
 * `undefined` where the server cannot tell (before LORIS 24, or where the account may not ask).
 */
export async function mriUploads(
  ctx: LorisContext,
  at: VisitPlace,
  name: string,
  options: CallOptions = {},
): Promise<readonly MriUpload[] | undefined> {
  if (ctx.legacy) return undefined;
  const url = processesUrl(ctx, at, name);
  try {
    return (await getJson(ctx, url, mriUploadsSchema, { ...options, what: "the uploads", subject: name }))
      .MriUploads;
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) {
      // LORIS 23 has no v0.0.4-dev, so that its 404 says nothing about the archive.
      return error.details?.["reason"] === "version" ? undefined : [];
    }
    if (isScanferryError(error, "auth/forbidden")) return undefined;
    throw error;
  }
}

/** Starts LORIS's own pipeline on an uploaded archive; 202 by the source of LORIS 28. */
export async function startProcessing(
  ctx: LorisContext,
  at: VisitPlace,
  name: string,
  uploadId: string,
  { signal }: CallOptions = {},
): Promise<void> {
  const answer = await ctx.http.api("POST", processesUrl(ctx, at, name), {
    // The server reads the number as one.
    json: { ProcessType: "mri_upload", MriUploadID: /^\d+$/.test(uploadId) ? Number(uploadId) : uploadId },
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status === 200 || answer.status === 202) return;
  throw lorisError(answer.status, answer.headers, answer.text, { subject: name, now: ctx.now() });
}

/** How the pipeline's last run on an upload stands. */
export type ProcessingState = "none" | "running" | "done" | "failed";

/** Reads the state out of an upload's list of processes (`STATE`: SUCCESS, RUNNING or ERROR by the specification). */
function processingState(upload: MriUpload | undefined): ProcessingState {
  const last = upload?.processes.at(-1);
  if (last === undefined) return "none";
  const state = Object.entries(last).find(([name]) => /^state$/i.test(name))?.[1];
  if (/success/i.test(String(state))) return "done";
  return /error|fail/i.test(String(state)) ? "failed" : "running";
}

/** Asks until the pipeline has ended on an upload. */
export async function waitForProcessing(
  ctx: LorisContext,
  at: VisitPlace,
  name: string,
  uploadId: string,
  options: CallOptions & { pollMs: number; timeoutMs: number },
): Promise<ProcessingState> {
  const endMs = ctx.now() + options.timeoutMs;
  for (;;) {
    const uploads = await mriUploads(ctx, at, name, options);
    const state = processingState(uploads?.find(({ id }) => id === uploadId));
    if (state === "done" || state === "failed") return state;
    if (ctx.now() >= endMs) {
      throw new ScanferryError("net/timeout", "LORIS has not ended its work on the archive in time.", {
        hint: "The archive itself has arrived. Look at the imaging uploader on the web page of the LORIS.",
        subject: name,
      });
    }
    await ctx.sleep(options.pollMs, options.signal ?? undefined);
  }
}
