import { ReadableStream, TransformStream } from "node:stream/web";
import { isScanferryError } from "@scanferry/transfer";
import { damaged } from "./damaged.js";
import { oneEntryArchive } from "./one-entry-archive.js";
import type { CompressedEntry } from "./decompressed.js";

type ZipJs = typeof import("@zip.js/zip.js");

/**
 * zip.js decompresses each piece of its input whole before it looks whether anybody takes the output, and 18 bits of
 * Deflate64 can stand for 64 KiB: pieces of its default 256 KiB could become gigabytes of memory, these 120 MB at most.
 */
const pieceBytes = 4 * 1024;

/** The compression methods, by number, that zip.js decompresses and Node's zlib does not: Deflate64. */
export const zipJsMethods: readonly number[] = [9];

/**
 * Decompresses the data of one entry with zip.js, which is loaded only now. The source is read to its end, where it
 * checks its authentication code.
 *
 * @throws {@link ScanferryError} `data/corrupt`, also for bytes behind the end of the compressed data
 */
export async function* inflatedByZipJs(
  chunks: AsyncIterable<Uint8Array>,
  entry: CompressedEntry,
  payloadBytes: number,
): AsyncGenerator<Uint8Array> {
  const zipJs = await import("@zip.js/zip.js");
  zipJs.configure({ chunkSize: pieceBytes });
  const source = new SourceReader(chunks);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const working = decompressInto(writable, zipJs, entry, payloadBytes, source);
  // A reader that waits for bytes has to hear of the failure too.
  working.catch((error: unknown) => writable.abort(error).catch(() => undefined));
  try {
    yield* readable;
    await working;
  } catch (error) {
    if (source.error !== undefined) throw source.error;
    if (isScanferryError(error)) throw error;
    throw damaged("The archive is damaged: an entry cannot be decompressed.", {
      cause: error,
      subject: entry.name,
    });
  } finally {
    await working.catch(() => undefined);
  }
}

async function decompressInto(
  writable: TransformStream<Uint8Array, Uint8Array>["writable"],
  zipJs: ZipJs,
  entry: CompressedEntry,
  payloadBytes: number,
  source: SourceReader,
): Promise<void> {
  const shown = oneEntryArchive(entry, payloadBytes);
  const reader = new (class extends zipJs.Reader<undefined> {
    override size = shown.sizeBytes;

    constructor() {
      super(undefined);
    }

    override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
      return Promise.resolve(shown.records(offset, length));
    }

    override createReadable(): ReadableStream<Uint8Array> {
      return source.stream();
    }
  })();
  const archive = new zipJs.ZipReader(reader, { useWebWorkers: false });
  for (const found of await archive.getEntries()) {
    if (found.directory) continue;
    await found.getData(writable);
  }
}

/** Hands the data out as a web stream and keeps the error that they end with, which zip.js would replace by its own. */
class SourceReader {
  error: Error | undefined;
  readonly #iterator: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#iterator = chunks[Symbol.asyncIterator]();
  }

  stream(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        try {
          const step = await this.#iterator.next();
          if (step.done === true) controller.close();
          else controller.enqueue(step.value);
        } catch (error) {
          this.error = error instanceof Error ? error : new Error(String(error));
          controller.error(error);
        }
      },
      cancel: async () => {
        await this.#iterator.return?.();
      },
    });
  }
}
