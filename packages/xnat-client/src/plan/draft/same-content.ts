import { createReadStream } from "node:fs";
import { crc32 } from "node:zlib";
import { fsError } from "@scanferry/transfer";
import type { StoredFile } from "./stored-file.js";

/**
 * Whether two files that say to be the same image hold the same bytes. Of files in archives the checksum is known, which is enough beside the same UID
 * and length; two files on a disk are compared byte by byte.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/denied`
 */
export async function sameContent(one: StoredFile, other: StoredFile): Promise<boolean> {
  if (one.sizeBytes !== other.sizeBytes) return false;
  if (one.inArchive === undefined && other.inArchive === undefined) return sameBytes(one.path, other.path);
  return (await checksumOf(one)) === (await checksumOf(other));
}

async function checksumOf(file: StoredFile): Promise<number> {
  if (file.crc32 !== undefined) return file.crc32;
  let sum = 0;
  for await (const chunk of chunks(file.path)) sum = crc32(chunk, sum);
  return sum;
}

async function sameBytes(one: string, other: string): Promise<boolean> {
  const others = chunks(other);
  try {
    for await (const chunk of chunks(one)) {
      const step = await others.next();
      if (step.done === true || !step.value.equals(chunk)) return false;
    }
    return (await others.next()).done === true;
  } finally {
    await others.return(undefined);
  }
}

/** Streams of files come in pieces of the same length, whatever the file. */
async function* chunks(path: string): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw fsError(error, path);
  }
}
