import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ScanferryError, fsError } from "@scanferry/transfer";
import type { PlanSource } from "./found-file.js";

/** A zip begins with its first entry, or with its end where it is empty. */
const zipStarts = ["504b0304", "504b0506"];

/**
 * Finds out what a source is: a folder, or an archive by its first bytes.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/denied`, `input/invalid` for another file
 */
export async function findSource(given: string): Promise<PlanSource> {
  const path = resolve(given);
  const facts = await stat(path).catch((error: unknown) => {
    throw fsError(error, given);
  });
  if (facts.isDirectory()) return { path, kind: "folder", asIs: false, sizeBytes: 0, mtimeMs: 0 };
  const file = { path, sizeBytes: facts.size, mtimeMs: facts.mtimeMs };
  const head = facts.isFile() ? await firstBytes(path) : Buffer.alloc(0);
  if (zipStarts.includes(head.toString("hex", 0, 4))) return { ...file, kind: "zip", asIs: true };
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  if (isGzip || head.toString("latin1", 257, 262) === "ustar" || /\.tar$/i.test(path))
    return { ...file, kind: "tar", asIs: false };
  throw new ScanferryError("input/invalid", "A source is neither a folder nor an archive.", {
    hint: "Give folders of DICOM files, or archives: .zip, .tar, .tar.gz or .tgz. A single file goes with its folder.",
    subject: given,
  });
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fsError(error, path);
  }
}
