import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { imageLink, type LorisImage } from "../study/study-types.js";
import { smallFile } from "../study/loris-file.js";
import { derivedFile, type ImageFileKind } from "./image-files.js";

const KINDS: Readonly<Record<string, ImageFileKind>> = {
  nifti: "nii.gz",
  bidsjson: "json",
  bval: "bval",
  bvec: "bvec",
};

/** …/format/KIND; only diffusion has bval and bvec. PREVENT-AD has brainbrowser and thumbnail alone. @throws LorisError 404, 415 */
export function formatRoute(call: LorisCall, image: LorisImage, path: readonly string[]): Answer {
  const [format = "", ...rest] = path;
  if (rest.length > 0) throw new LorisError(404, "not found");
  if (format === "brainbrowser") return call.json(brainbrowser(), "constant");
  const base = image.name.replace(/\.(?:mnc|nii(?:\.gz)?)$/, "");
  const folder = `${imageLink(image)}/format/`;
  if (format === "thumbnail")
    return fileAnswer(
      call,
      smallFile(`${folder}${base}_check.jpg`, TINY_JPEG, { mtime: image.mtime, contentType: "image/jpeg" }),
    );
  const kind = call.legacy ? undefined : KINDS[format];
  if (kind === undefined) throw new LorisError(415, "Unsupported Media Type");
  const diffusion = image.scanType.startsWith("dwi");
  if ((kind === "bval" || kind === "bvec") && !diffusion) throw new LorisError(404, "not found");
  return fileAnswer(call, derivedFile(call.loris, image, kind, `${folder}${base}.${kind}`));
}

/** Start of frame and end of image: enough for a program that looks at the first bytes. */
const TINY_JPEG = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");

function brainbrowser(): object {
  const space = (length: number, start: number): object => ({
    space_length: String(length),
    start: String(start),
    step: "1",
  });
  return {
    order: "zspace,yspace,xspace",
    xspace: space(160, -80),
    yspace: space(240, -120),
    zspace: space(256, -100),
  };
}
