import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { XnatBody } from "./xnat-body.js";

/** Stretches up to this size are read at once: a stream for each of ten thousand small files would cost more than the reading. */
const READ_AT_ONCE_BYTES = 16_777_216;
const PIECE_BYTES = 1_048_576;

/** A stretch of a file on the disk. */
export function packedBody(path: string, offset: number, bytes: number): XnatBody {
  const chunks = (start = 0, end = bytes): ReturnType<XnatBody["chunks"]> =>
    end - start <= READ_AT_ONCE_BYTES
      ? readRange(path, offset + start, offset + end)
      : createReadStream(path, { start: offset + start, end: offset + end - 1, highWaterMark: 262_144 });
  return { bytes, chunks, ...lazySums(() => readRange(path, offset, offset + bytes)) };
}

/** A body that begins with one and goes on with another from some byte of that on; neither is big. */
export function joinedBody(first: XnatBody, second: XnatBody, from: number): XnatBody {
  const bytes = first.bytes + second.bytes - from;
  function* chunks(start = 0, end = bytes): Generator<Uint8Array> {
    const cut = first.bytes;
    if (start < cut) yield* atOnce(first.chunks(start, Math.min(end, cut)));
    if (end > cut) yield* atOnce(second.chunks(Math.max(start - cut, 0) + from, end - cut + from));
  }
  return { bytes, chunks, ...lazySums(() => chunks()) };
}

/** Sums that are counted when somebody asks for them first. */
export function lazySums(read: () => Iterable<Uint8Array>): Pick<XnatBody, "crc32" | "md5"> {
  let sums: { readonly crc32: number; readonly md5: string } | undefined;
  const counted = (): { readonly crc32: number; readonly md5: string } => {
    if (sums === undefined) {
      const hash = createHash("md5");
      let sum = 0;
      for (const chunk of read()) {
        hash.update(chunk);
        sum = crc32(chunk, sum);
      }
      sums = { crc32: sum, md5: hash.digest("hex") };
    }
    return sums;
  };
  return { crc32: () => counted().crc32, md5: () => counted().md5 };
}

/** The bytes of a file from `start` to before `end`. */
export function* readRange(path: string, start: number, end: number): Generator<Buffer> {
  const file = openSync(path, "r");
  try {
    for (let at = start; at < end;) {
      const piece = Buffer.allocUnsafe(Math.min(end - at, PIECE_BYTES));
      const read = readSync(file, piece, 0, piece.length, at);
      if (read === 0) return;
      yield piece.subarray(0, read);
      at += read;
    }
  } finally {
    closeSync(file);
  }
}

function atOnce(chunks: ReturnType<XnatBody["chunks"]>): Iterable<Uint8Array> {
  if (Symbol.iterator in chunks) return chunks;
  throw new Error("a big body is never joined");
}
