import { isScanferryError } from "@scanferry/transfer";
import type { VisitPlace } from "../calls/visit.js";
import { visitPath } from "../calls/visit.js";
import type { CallOptions, LorisContext } from "../context.js";
import { getJson } from "../http/get-json.js";
import type { MriUpload } from "../schemas/dicom.js";
import { mriUploadsSchema } from "../schemas/dicom.js";

/** Releases 24 to 28 have `processes` at this version alone, and the client is mostly connected to v0.0.3. */
const processesVersion = "v0.0.4-dev";

/** The address of an archive's list of uploads. */
export function processesUrl(ctx: LorisContext, at: VisitPlace, name: string): URL {
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
