import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { WritableStream } from "node:stream/web";

import { writeFileAtomic } from "@scanferry/transfer";
import type { ZipEntryInput } from "../zip-entry-input.js";
import type { ZipOptions } from "../zip-options.js";
import { zipStream } from "./zip-stream.js";

/** What `createZip` has written. */
export interface CreatedZip {
  bytes: number;
  entries: number;
  /** Digest of the archive's own bytes, in hexadecimal. */
  sha256: string;
}

/**
 * Writes an archive to a path, a Node stream or a web stream. A path gets its file only when the archive is whole:
 * until then it has a temporary name beside it, and after a failure nothing is left. Streams are closed at the end.
 *
 * @throws {@link ScanferryError} as `zipStream`, and `local/no-space`, `local/denied`, `local/busy`
 * @example
 * ```ts
 * const { text } = drawPassphrase();
 * await createZip("sub-01.zip", [{ name: "sub-01_T1w.nii.gz", source: "bids/sub-01/anat/sub-01_T1w.nii.gz" }], {
 *   password: text,
 * });
 * ```
 */
export async function createZip(
  sink: string | Writable | WritableStream<Uint8Array>,
  entries: Iterable<ZipEntryInput> | AsyncIterable<ZipEntryInput>,
  options: ZipOptions = {},
): Promise<CreatedZip> {
  let count = 0;
  const hash = createHash("sha256");
  let bytes = 0;
  const onEvent: ZipOptions["onEvent"] = (event) => {
    if (event.type === "entry") count += 1;
    options.onEvent?.(event);
  };
  const { stream } = zipStream(entries, { ...options, onEvent });
  const hashed = (async function* () {
    for await (const chunk of stream) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  })();
  if (typeof sink === "string")
    await writeFileAtomic(sink, hashed, options.signal === undefined ? {} : { signal: options.signal });
  else if ("getWriter" in sink) await toWebStream(sink, hashed);
  else await toNodeStream(sink, hashed);
  return { bytes, entries: count, sha256: hash.digest("hex") };
}

async function toWebStream(
  sink: WritableStream<Uint8Array>,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const writer = sink.getWriter();
  try {
    for await (const chunk of chunks) {
      await writer.ready;
      await writer.write(chunk);
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}

async function toNodeStream(sink: Writable, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await pipeline(chunks, sink);
}
