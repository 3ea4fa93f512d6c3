import { type InflateRaw, createInflateRaw } from "node:zlib";
import { damaged } from "../read/damaged.js";
import { asError } from "./as-error.js";
import { type ForwardBytes, cutOff } from "./forward-bytes.js";

/**
 * Inflates data whose length nobody has told: they end where zlib says, and what it did not use goes back into the stream.
 * No signature is looked for, so an archive inside an entry is nothing special.
 *
 * @throws {@link ScanferryError} `data/corrupt`
 */
export async function* inflatedToEnd(bytes: ForwardBytes, name: string): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  const feed = new StepwiseFeed(inflate);
  const feeding = feed.run(bytes);
  let ended: Error | undefined;
  feeding.catch((error: unknown) => {
    ended = asError(error);
    inflate.destroy(ended);
  });
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
    await feeding;
  } catch (error) {
    if (ended !== undefined) throw ended;
    throw damaged("The archive is damaged: an entry cannot be decompressed.", {
      cause: error,
      subject: name,
    });
  } finally {
    inflate.destroy();
    await feeding.catch(() => undefined);
  }
  bytes.giveBack(feed.last.subarray(feed.last.length - (feed.givenBytes - inflate.bytesWritten)));
}

/** Gives an inflater one chunk after the other, each when the one before is used up: only the last one can have a rest. */
class StepwiseFeed {
  givenBytes = 0;
  last: Buffer = Buffer.alloc(0);
  readonly #inflate: InflateRaw;
  #isOver = false;
  #wake: (() => void) | undefined;

  constructor(inflate: InflateRaw) {
    this.#inflate = inflate;
    // Not every version of Node says that it is done with a chunk in which the data end.
    const finish = (): void => {
      this.#isOver = true;
      this.#wake?.();
    };
    inflate.once("end", finish).once("close", finish);
  }

  async run(bytes: ForwardBytes): Promise<void> {
    while (!this.#isOver) {
      const chunk = await bytes.chunk();
      if (chunk === undefined) throw cutOff();
      this.last = chunk;
      this.givenBytes += chunk.length;
      await this.#write(chunk);
      // What is left of a chunk that zlib is done with lies behind the end.
      if (this.#inflate.bytesWritten < this.givenBytes) return;
    }
  }

  #write(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#isOver) resolve();
      else
        this.#inflate.write(chunk, () => {
          resolve();
        });
    });
  }
}
