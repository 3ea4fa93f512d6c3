import type { ByteStream } from "../streams/byte-stream.js";
import { stalledError } from "../streams/with-stall-timeout.js";

/** From so many waiting bytes on, the sender is held up; below half of it, it goes on. */
const fullBytes = 512 * 1024;

type Step = IteratorResult<Uint8Array, undefined>;

interface Reader {
  resolve: (step: Step) => void;
  reject: (error: Error) => void;
}

const last: Step = { done: true, value: undefined };

/** What a queue asks of the connection that fills it. */
interface BodyQueueOptions {
  stallMs: number;
  /** There is room again. */
  resume: () => void;
  /** Nothing arrived for `stallMs`. */
  stop: (error: Error) => void;
  /** The reader has enough. */
  cut: () => void;
  /** Nobody waits for this body any more, however it ended. */
  ended: () => void;
  release: (chunk: Uint8Array) => void;
}

/**
 * The bytes of an answer between the connection and their reader. It stands in for a stream, a watch of stalls and generators over
 * each other: at 1 GB/s, each layer costs one or two promises per chunk (decision 0105).
 */
export class BodyQueue implements ByteStream, AsyncIterator<Uint8Array, undefined> {
  readonly #options: BodyQueueOptions;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #complete = false;
  #error: Error | undefined;
  #reader: Reader | undefined;
  /** One timer for the whole body. Only the wait for the sender counts, so it does nothing while the reader is at work. */
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BodyQueueOptions) {
    this.#options = options;
  }

  /** Takes a chunk; tells whether there is room for more. */
  push(chunk: Uint8Array): boolean {
    const reader = this.#takeReader();
    if (reader !== undefined) reader.resolve({ done: false, value: chunk });
    else if (!this.#complete) {
      this.#chunks.push(chunk);
      this.#bytes += chunk.byteLength;
    }
    return this.#bytes < fullBytes;
  }

  /** Everything was pushed. */
  end(): void {
    this.#complete = true;
    // Nothing is waited for any more, though the reader may take its time, or never come: a program must not wait for this timer (seen: a minute).
    clearTimeout(this.#timer);
    const reader = this.#takeReader();
    if (reader === undefined) return;
    this.#finish();
    reader.resolve(last);
  }

  /** The body is broken. What still waits is read first: on a line that breaks often, it may be all that a try brings. */
  fail(error: Error): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    this.#complete = true;
    this.#letGo();
    this.#takeReader()?.reject(error);
  }

  next(): Promise<Step> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      const before = this.#bytes;
      this.#bytes -= chunk.byteLength;
      if (before >= fullBytes / 2 && this.#bytes < fullBytes / 2 && !this.#complete) this.#options.resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.#error !== undefined) return Promise.reject(this.#error);
    if (this.#complete) {
      this.#finish();
      return Promise.resolve(last);
    }
    this.#timer ??= setTimeout(() => {
      const waiting = this.#reader;
      // When the whole process was held up (a suspended machine, a long pause), timers run before the bytes that wait in the socket:
      // these get their turn first.
      setImmediate(() => {
        if (waiting !== undefined && this.#reader === waiting)
          this.#options.stop(stalledError(this.#options.stallMs));
      });
    }, this.#options.stallMs);
    this.#timer.refresh();
    return new Promise((resolve, reject) => (this.#reader = { resolve, reject }));
  }

  /** Ends the reading; the connection is cut unless everything is here. */
  return(): Promise<Step> {
    if (!this.#complete) this.#options.cut();
    this.#finish();
    return Promise.resolve(last);
  }

  release(chunk: Uint8Array): void {
    this.#options.release(chunk);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #takeReader(): Reader | undefined {
    const reader = this.#reader;
    this.#reader = undefined;
    return reader;
  }

  #finish(): void {
    this.#complete = true;
    this.#chunks = [];
    this.#bytes = 0;
    this.#letGo();
  }

  #letGo(): void {
    clearTimeout(this.#timer);
    this.#options.ended();
  }
}
