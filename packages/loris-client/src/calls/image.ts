import type { CallOptions, LorisContext } from "../context.js";
import { getJson } from "../http/get-json.js";
import type { ImageHeaders, HeaderValues } from "../schemas/headers.js";
import { fullHeadersSchema, imageHeadersSchema, oneHeaderSchema } from "../schemas/headers.js";
import type { ImageQc } from "../schemas/image.js";
import { imageQcSchema } from "../schemas/image.js";
import { openBytes } from "../http/open-bytes.js";
import type { RemoteBytes } from "../http/open-bytes.js";
import type { VisitPlace } from "./visit.js";
import { visitPath } from "./visit.js";

/** Where an image is. */
export interface ImagePlace extends VisitPlace {
  /** Its file name. */
  readonly image: string;
}

/** Forms in which LORIS hands out an image besides its own. `nifti`, `bval`, `bvec` and `bidsjson` exist since release 24.1. */
export type ImageFormat = "nifti" | "bval" | "bvec" | "bidsjson" | "thumbnail" | "brainbrowser" | "raw";

const imagePath = (at: ImagePlace, ...below: readonly string[]): string =>
  visitPath(at, "images", at.image, ...below);

/** Quality control of an image; its caveats without the empty one that means none. */
export function imageQc(ctx: LorisContext, at: ImagePlace, options: CallOptions = {}): Promise<ImageQc> {
  return getJson(ctx, imagePath(at, "qc"), imageQcSchema, {
    ...options,
    what: "the image's quality control",
  });
}

/** The part of an image's header that LORIS sums up. */
export function imageHeaders(
  ctx: LorisContext,
  at: ImagePlace,
  options: CallOptions = {},
): Promise<ImageHeaders> {
  return getJson(ctx, imagePath(at, "headers"), imageHeadersSchema, {
    ...options,
    what: "the image's headers",
  });
}

/** All of an image's header; `md5hash` is left out by the server, {@link imageHeader} gives it. */
export function imageHeadersFull(
  ctx: LorisContext,
  at: ImagePlace,
  options: CallOptions = {},
): Promise<HeaderValues> {
  const what = "the image's full headers";
  return getJson(ctx, imagePath(at, "headers", "full"), fullHeadersSchema, { ...options, what });
}

/**
 * One value of an image's header, `undefined` where it is empty.
 * `md5hash` is the MD5 of the file for types other than MINC; for MINC it is made over the values and tells changes alone (LORIS-MRI).
 */
export function imageHeader(
  ctx: LorisContext,
  at: ImagePlace,
  name: string,
  options: CallOptions = {},
): Promise<string | undefined> {
  return getJson(ctx, imagePath(at, "headers", name), oneHeaderSchema, {
    ...options,
    what: "a header of the image",
  });
}

/** The bytes of an image in one of the server's formats, or as it is stored. */
export function imageBytes(
  ctx: LorisContext,
  at: ImagePlace,
  format: ImageFormat | undefined,
  options: CallOptions = {},
): Promise<RemoteBytes> {
  const below = format === undefined ? [] : ["format", format];
  return openBytes(ctx, ["candidates", at.candidate, at.visit, "images", at.image, ...below], options);
}
