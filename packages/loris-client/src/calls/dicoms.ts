import type { CallOptions, LorisContext } from "../context.js";
import { getJson } from "../http/get-json.js";
import type { RemoteBytes } from "../http/open-bytes.js";
import { openBytes } from "../http/open-bytes.js";
import type { DicomTar } from "../schemas/dicom.js";
import { dicomsSchema } from "../schemas/dicom.js";
import type { VisitPlace } from "./visit.js";
import { visitPath } from "./visit.js";

/** The DICOM archives of a visit. */
export async function dicoms(
  ctx: LorisContext,
  at: VisitPlace,
  options: CallOptions = {},
): Promise<readonly DicomTar[]> {
  const what = "the visit's DICOM archives";
  return (await getJson(ctx, visitPath(at, "dicoms"), dicomsSchema, { ...options, what })).DicomTars;
}

/** The bytes of a DICOM archive. Its ETag is a constant (v28) and tells nothing. */
export function dicomBytes(
  ctx: LorisContext,
  at: VisitPlace,
  name: string,
  options: CallOptions = {},
): Promise<RemoteBytes> {
  return openBytes(ctx, ["candidates", at.candidate, at.visit, "dicoms", name], options);
}
