import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { pointerProblem, statProblem } from "./content-problem.js";
import { gunzipStart, looksGzipped } from "./gunzip-start.js";
import { imageProblems } from "./image-problem.js";
import type { ImageProblem } from "./image-problem.js";
import { niftiHeaderBytes, parseNiftiHeader } from "./parse-nifti-header.js";
import type { NiftiHeader } from "./parse-nifti-header.js";
import { isTruncated } from "./is-truncated.js";

/** What a look at the beginning of an image found: a header, or a problem, or both where the image is truncated. */
export type ImageCheck = ImageFile & Look;

interface ImageFile {
  /** Of the file itself or of a link's target; 0 where it cannot be looked at. */
  readonly sizeBytes: number;
  readonly mtime?: Date;
}

/**
 * Every problem but `truncated` means that there is no image to give away. A truncated one has a good header, and whoever calls
 * decides.
 */
type Look =
  | { readonly header: NiftiHeader; readonly problem?: ImageProblem }
  | { readonly header?: undefined; readonly problem: ImageProblem };

/** Enough compressed bytes for any header; a gzip header with a long comment may ask for the second try. */
const tries = [8 * 1024, 128 * 1024];

/**
 * Looks at the beginning of a `.nii` or `.nii.gz` file: is it there, is it gzip, does it begin with a NIfTI header, is it long enough.
 * It reads 8 KiB and never throws for a bad file; links are followed.
 *
 * @example
 * ```ts
 * const { problem } = await checkImage("sub-01_T1w.nii.gz");
 * if (problem !== undefined) console.log(problem.message, problem.hint);
 * ```
 */
export async function checkImage(path: string): Promise<ImageCheck> {
  let file: FileHandle | undefined;
  try {
    // The kind is asked before opening, because opening a named pipe waits for a writer, perhaps for ever.
    file = await openRegular(path);
    if (file === undefined) return { sizeBytes: 0, problem: imageProblems.notAFile };
    const { size, mtime } = await file.stat();
    return { sizeBytes: size, mtime, ...(await look(file, path, size)) };
  } catch (error) {
    return { sizeBytes: 0, problem: await statProblem(path, error) };
  } finally {
    await file?.close();
  }
}

async function openRegular(path: string): Promise<FileHandle | undefined> {
  return (await stat(path)).isFile() ? open(path, "r") : undefined;
}

async function look(file: FileHandle, path: string, size: number): Promise<Look> {
  if (size === 0) return { problem: imageProblems.empty };
  const gzipExpected = /\.gz$/i.test(path);
  for (const length of tries) {
    const start = await readStart(file, length);
    const early = pointerProblem(start) ?? wrongKind(start, gzipExpected);
    if (early !== undefined) return { problem: early };
    const plain = gzipExpected ? await gunzipStart(start) : start;
    if (plain === undefined) return { problem: imageProblems.damaged };
    const header = parseNiftiHeader(plain);
    if (header !== undefined) {
      const truncated = await isTruncated(file, header, size, gzipExpected);
      return truncated ? { header, problem: imageProblems.truncated } : { header };
    }
    if (plain.byteLength >= niftiHeaderBytes) return { problem: imageProblems.notNifti };
    if (length >= size) return { problem: gzipExpected ? imageProblems.damaged : imageProblems.notNifti };
  }
  return { problem: imageProblems.damaged };
}

function wrongKind(start: Uint8Array, gzipExpected: boolean): ImageProblem | undefined {
  if (gzipExpected === looksGzipped(start)) return undefined;
  if (!gzipExpected) return imageProblems.gzippedNii;
  return parseNiftiHeader(start) === undefined ? imageProblems.notGzip : imageProblems.bareNifti;
}

async function readStart(file: FileHandle, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}
