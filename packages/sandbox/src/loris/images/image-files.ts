import type { Loris } from "../loris.js";
import { type LorisFile, smallFile } from "../study/loris-file.js";
import { mincBody, mincBytes } from "../study/minc-body.js";
import { niftiGzBody, niftiGzBytes } from "../../bytes/nifti-gz-body.js";
import { imageLink, type LorisImage } from "../study/study-types.js";

/** What belongs to an image, by the end of its name. */
export type ImageFileKind = "nii.gz" | "json" | "bval" | "bvec" | "events.txt";

/** The file that LORIS has registered: MINC, or NIfTI where the name says so. */
export function nativeFile(loris: Loris, image: LorisImage): LorisFile {
  return image.name.endsWith(".nii.gz")
    ? niftiFile(loris, image, imageLink(image))
    : {
        name: image.name,
        path: imageLink(image),
        bytes: mincBytes(image.bytes),
        mtime: image.mtime,
        missing: image.missing,
        // 28 looks at the first bytes of the stored header, which is HDF5 for MINC 2.
        contentType: loris.dialect.legacy ? "application/octet-stream" : "application/x.minc2",
        chunks: () => mincBody(mincBytes(image.bytes), wordsOf(image), loris.filler),
      };
}

/** A file beside the image, at this path. */
export function derivedFile(loris: Loris, image: LorisImage, kind: ImageFileKind, path: string): LorisFile {
  if (kind === "nii.gz") return niftiFile(loris, image, path);
  const { legacy } = loris.dialect;
  const text = {
    json: legacy ? "text/html; charset=utf-8" : "application/json",
    bval: legacy ? "text/plain;charset=utf-8" : "application/text",
    bvec: legacy ? "text/plain;charset=utf-8" : "application/text",
    "events.txt": "text/plain;charset=utf-8",
  };
  const file = smallFile(path, contentOf(image, kind), { mtime: image.mtime, contentType: text[kind] });
  return { ...file, missing: image.missing };
}

function niftiFile(loris: Loris, image: LorisImage, path: string): LorisFile {
  const bytes = niftiGzBytes(image.bytes);
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    bytes,
    mtime: image.mtime,
    missing: image.missing,
    // PREVENT-AD's guess of a type (measured).
    contentType: loris.dialect.legacy ? "text/plain;charset=utf-8" : "application/octet-stream",
    chunks: () => niftiGzBody(bytes, wordsOf(image), loris.filler),
  };
}

/** Words that no other image, and no earlier state of this one, has. */
function wordsOf(image: LorisImage): string {
  return `${imageLink(image)} revision ${String(image.revision)}`;
}

const DIRECTIONS = 6;

function contentOf(image: LorisImage, kind: Exclude<ImageFileKind, "nii.gz">): string {
  const change = String(image.revision);
  switch (kind) {
    case "json":
      return `${JSON.stringify(
        {
          Modality: "MR",
          SeriesDescription: image.scanType,
          RepetitionTime: 2.3,
          EchoTime: 0.00298,
          ConversionSoftware: `sandbox ${change}`,
          ...(image.subfolder === "func" ? { TaskName: image.scanType } : {}),
        },
        undefined,
        4,
      )}\n`;
    case "bval":
      return `0 ${Array.from({ length: DIRECTIONS }, () => String(1000 + image.revision)).join(" ")}\n`;
    case "bvec":
      return ["x", "y", "z"]
        .map((_, axis) =>
          Array.from({ length: DIRECTIONS + 1 }, (_gap, at) => (at % 3 === axis && at > 0 ? "1" : "0")).join(
            " ",
          ),
        )
        .join("\n")
        .concat("\n");
    case "events.txt":
      return `onset\tduration\ttrial_type\n0\t2.5\tface_${change}\n5\t2.5\thouse_${change}\n`;
  }
}
