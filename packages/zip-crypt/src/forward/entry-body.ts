import { type ByteStream, ScanferryError } from "@scanferry/transfer";
import { retryableDamage } from "./retryable-damage.js";

/**
 * The content of one entry, which the reader reads on by itself when the consumer has had enough: leaving a loop over it does not
 * end the stream behind it, and a second loop goes on where the first one stopped.
 */
export class EntryBody implements ByteStream {
  /** What reading it failed with, where the consumer was told so. */
  failure: Error | undefined;
  readonly #content: AsyncGenerator<Uint8Array>;
  readonly #name: string;
  readonly #release: (chunk: Uint8Array) => void;
  #isOver = false;
  #isPassed = false;

  constructor(
    content: AsyncGenerator<Uint8Array>,
    name: string,
    release: (chunk: Uint8Array) => void = () => undefined,
  ) {
    this.#content = content;
    this.#name = name;
    this.#release = release;
  }

  /** Gives the memory of a chunk back, where it came through as it was received. */
  release(chunk: Uint8Array): void {
    this.#release(chunk);
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: () => this.#next(),
      return: () => Promise.resolve({ done: true, value: undefined }),
    };
  }

  /**
   * Reads what is left, without giving it to anybody.
   *
   * @throws {@link ScanferryError} what is wrong with it, when the consumer has not heard of that
   */
  async finish(): Promise<void> {
    if (this.#isOver || this.failure !== undefined) return;
    this.#isPassed = true;
    for (let step = await this.#content.next(); step.done !== true; step = await this.#content.next())
      this.#release(step.value);
  }

  /** Ends it where it is. */
  async close(): Promise<void> {
    this.#isPassed = true;
    await this.#content.return(undefined).catch(() => undefined);
  }

  async #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (this.#isOver) return { done: true, value: undefined };
    if (this.failure !== undefined) throw this.failure;
    this.#refuseWhenPassed();
    try {
      const step = await this.#content.next();
      if (step.done !== true) return step;
    } catch (error) {
      this.failure = retryableDamage(error);
      throw this.failure;
    }
    // It may have been closed while the chunk was waited for.
    this.#refuseWhenPassed();
    this.#isOver = true;
    return { done: true, value: undefined };
  }

  #refuseWhenPassed(): void {
    if (!this.#isPassed) return;
    throw new ScanferryError(
      "input/invalid",
      "The content of an entry was asked for after the reader had gone on.",
      { hint: "Read each entry inside the loop, before the next one.", subject: this.#name },
    );
  }
}
