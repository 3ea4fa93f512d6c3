import { open, readlink, stat } from "node:fs/promises";
import { localError } from "../errors/local-error.js";
import { imageProblems } from "./image-problem.js";
import type { ImageProblem } from "./image-problem.js";

/** A pointer file holds one line; git-annex itself reads no more than 32 KiB of a file to decide whether it is one. */
const longestPointerBytes = 32 * 1024;

/**
 * Says why the content of a file is not there, or nothing where it is: a dangling link (git-annex keeps content behind links into
 * `.git/annex/objects`), a pointer file of git-annex (`/annex/objects/…`) or Git LFS, or a link that a file system without links
 * turned into text.
 */
export async function contentProblem(path: string): Promise<ImageProblem | undefined> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return imageProblems.notAFile;
    if (found.size === 0 || found.size > longestPointerBytes) return undefined;
    return pointerProblem(await firstBytes(path, 256));
  } catch (error) {
    return statProblem(path, error);
  }
}

/** What the first bytes of a file say about where its content is. */
export function pointerProblem(bytes: Uint8Array): ImageProblem | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (/^(\/annex\/objects\/|(\.\.\/)*\.git\/annex\/objects\/)/.test(text)) return imageProblems.notFetched;
  if (text.startsWith("version https://git-lfs")) return imageProblems.lfs;
  return undefined;
}

/** What a failed look at a file means. */
export async function statProblem(path: string, error: unknown): Promise<ImageProblem> {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ELOOP") {
    const link = await readlink(path).catch(() => "");
    return /[\\/]annex[\\/]objects[\\/]/.test(link) ? imageProblems.notFetched : imageProblems.notThere;
  }
  const { code: ours, message, hint } = localError(error, path);
  return { code: ours, reason: "unreadable", message, hint: hint ?? "" };
}

/** Reads at most so many bytes from the beginning of a file. */
export async function firstBytes(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
