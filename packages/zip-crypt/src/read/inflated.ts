import { type InflateRaw, createInflateRaw } from "node:zlib";
import { isScanferryError } from "@scanferry/transfer";
import { damaged } from "./damaged.js";

/**
 * Inflates a stream and reads its source to the very end, also when the deflate data end before: the source checks its
 * authentication code there, and a stream that ends early must not slip past it.
 *
 * @throws {@link ScanferryError} `data/corrupt`, also for bytes behind the end of the deflate data
 */
export async function* inflated(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  const feed = new Feed(inflate);
  const feeding = feed.run(chunks);
  feeding.catch((error: unknown) => inflate.destroy(error as Error));
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
    await feeding;
  } catch (error) {
    if (isScanferryError(error)) throw error;
    throw damaged("The archive is damaged: an entry cannot be decompressed.", {
      cause: error,
      subject: name,
    });
  } finally {
    feed.stop();
    inflate.destroy();
    await feeding.catch(() => undefined);
  }
  if (feed.givenBytes !== inflate.bytesWritten) {
    throw damaged("The archive is damaged: an entry goes on behind its end.", { subject: name });
  }
}

/** Writes a stream into an inflater with respect to its pace. */
class Feed {
  givenBytes = 0;
  readonly #inflate: InflateRaw;
  readonly #over: Promise<void>;
  #isOver = false;
  #isStopped = false;

  constructor(inflate: InflateRaw) {
    this.#inflate = inflate;
    // After the end of the deflate data zlib neither takes bytes nor says that it is ready for more.
    this.#over = new Promise((resolve) => {
      const finish = (): void => {
        this.#isOver = true;
        resolve();
      };
      inflate.once("end", finish).once("close", finish);
    });
  }

  async run(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of chunks) {
      if (this.#isStopped) return;
      this.givenBytes += chunk.length;
      if (this.#isOver || this.#inflate.write(chunk)) continue;
      await Promise.race([this.#over, new Promise((resolve) => this.#inflate.once("drain", resolve))]);
    }
    if (!this.#isOver) this.#inflate.end();
  }

  stop(): void {
    this.#isStopped = true;
  }
}
