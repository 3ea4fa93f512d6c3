import { pipeline, Readable, type Transform } from "node:stream";
import { createDeflateRaw, createInflateRaw } from "node:zlib";
import { isScanferryError, ScanferryError } from "@scanferry/transfer";

/**
 * Inflates the data set of a deflated file.
 *
 * @throws {@link ScanferryError} `data/corrupt`
 */
export async function* inflated(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* through(pieces, createInflateRaw());
  } catch (error) {
    if (isScanferryError(error)) throw error;
    throw new ScanferryError("data/corrupt", "A deflated DICOM file cannot be inflated.", {
      hint: "The file is cut off or damaged: fetch it from the scanner again.",
      cause: error,
    });
  }
}

/** Deflates a data set, and fills it to an even length with a zero byte (PS3.5 A.5). */
export async function* deflated(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  for await (const piece of through(pieces, createDeflateRaw())) {
    bytes += piece.length;
    yield piece;
  }
  if (bytes % 2 === 1) yield Buffer.alloc(1);
}

async function* through(
  pieces: AsyncIterable<Buffer>,
  change: Transform,
): AsyncGenerator<Buffer, void, undefined> {
  // Both ends are destroyed with the other; the error comes out of the loop below.
  pipeline(Readable.from(pieces), change, () => undefined);
  for await (const piece of change) yield piece as Buffer;
}
