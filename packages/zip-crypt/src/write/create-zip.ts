import { type Hash, createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { WritableStream } from "node:stream/web";

import { writeFileAtomic } from "@scanferry/transfer";
import type { ZipEntryInput } from "../zip-entry-input.js";
import type { ZipOptions } from "../zip-options.js";
import { readAhead } from "./read-ahead.js";
import { zipStream } from "./zip-stream.js";

/** What `createZip` has written. */
export interface CreatedZip {
  bytes: number;
  entries: number;
  /** Digest of the archive's own bytes, in hexadecimal; `""` when it was switched off. */
  sha256: string;
}

/** Options of `createZip`. */
export interface CreateZipOptions extends ZipOptions {
  /** Whether the digest is computed, which takes about a quarter of the time on a fast disk. @default true */
  sha256?: boolean;
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
  options: CreateZipOptions = {},
): Promise<CreatedZip> {
  const made: CreatedZip = { bytes: 0, entries: 0, sha256: "" };
  const hash = options.sha256 === false ? undefined : createHash("sha256");
  const { stream } = zipStream(entries, {
    ...options,
    onEvent: (event) => {
      if (event.type === "entry") made.entries += 1;
      options.onEvent?.(event);
    },
  });
  const chunks = readAhead(tallied(stream, made, hash));
  if (typeof sink === "string") {
    await writeFileAtomic(sink, chunks, options.signal === undefined ? {} : { signal: options.signal });
  } else if ("getWriter" in sink) {
    await toWebStream(sink, chunks);
  } else {
    await pipeline(chunks, sink);
  }
  return { ...made, sha256: hash?.digest("hex") ?? "" };
}

async function* tallied(
  chunks: AsyncIterable<Uint8Array>,
  made: CreatedZip,
  hash: Hash | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash?.update(chunk);
    made.bytes += chunk.length;
    yield chunk;
  }
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
