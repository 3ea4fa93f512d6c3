import { type ByteStream, abortedError, throwIfAborted } from "@scanferry/transfer";
import { damaged } from "../read/damaged.js";
import { asBuffer } from "../read/directory-end.js";
import { asError } from "./as-error.js";

const nothing = Buffer.alloc(0);

/** The bytes of a stream in the portions that a reader of records wants. It never holds more than one chunk and one record. */
export class ForwardBytes {
  /** How many bytes have been taken. */
  position = 0;
  /** What the stream failed with; from then on every call fails so. */
  failure: Error | undefined;
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #source: ByteStream;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => {
    this.#rejectRead?.(abortedError(this.#signal?.reason));
  };
  #rejectRead: ((error: Error) => void) | undefined;
  #rest: Buffer = nothing;
  /** What lies behind `#rest`, where that was put together out of two chunks. */
  #next: Buffer = nothing;
  #isEnded = false;

  constructor(source: ByteStream, signal: AbortSignal | undefined) {
    this.#source = source;
    this.#iterator = source[Symbol.asyncIterator]();
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort);
  }

  /** Looks at the next bytes without taking them; fewer come only at the end of the stream. */
  async peek(length: number): Promise<Buffer> {
    if (this.#rest.length < length) await this.#gather(length);
    return this.#rest.subarray(0, length);
  }

  /** Takes exactly that many bytes. */
  async take(length: number): Promise<Buffer> {
    const bytes = await this.peek(length);
    if (bytes.length < length) throw cutOff();
    // Records are small and kept for a while; the memory that they came in serves for the next bytes.
    const copy = Buffer.from(bytes);
    this.release(this.#taken(bytes));
    return copy;
  }

  /** Says that bytes which `chunk` or `part` gave are not needed any more. */
  release(bytes: Uint8Array): void {
    this.#source.release?.(bytes);
  }

  /** Takes what is there, at most that many bytes; nothing at the end of the stream. */
  async chunk(most = Infinity): Promise<Buffer | undefined> {
    if (this.#rest.length === 0) this.#rest = (await this.#following()) ?? nothing;
    if (this.#rest.length === 0) return undefined;
    return this.#taken(this.#rest.length > most ? this.#rest.subarray(0, most) : this.#rest);
  }

  /** Gives back the end of what `chunk` gave last. */
  giveBack(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([bytes, this.#rest]);
    this.position -= bytes.length;
  }

  /** Streams that many bytes. */
  async *part(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0;) {
      const chunk = await this.chunk(left);
      if (chunk === undefined) throw cutOff();
      left -= chunk.length;
      yield chunk;
    }
  }

  /** Takes everything before that position. */
  async skipTo(position: number): Promise<void> {
    while (this.position < position) {
      const chunk = await this.chunk(position - this.position);
      if (chunk === undefined) throw cutOff();
      this.release(chunk);
    }
  }

  /** Lets go of the stream, also while it is waited for. */
  close(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#rejectRead?.(abortedError());
    // Not waited for: a generator that hangs would let us hang too.
    this.#iterator.return?.().catch(() => undefined);
  }

  /** Puts so many bytes together. Of a chunk of which only the beginning is needed, the rest is not copied. */
  async #gather(length: number): Promise<void> {
    const parts: Buffer[] = [];
    let have = 0;
    const add = (part: Buffer): void => {
      parts.push(part);
      have += part.length;
    };
    if (this.#rest.length > 0) add(this.#rest);
    while (have < length) {
      const chunk = await this.#following();
      if (chunk === undefined) break;
      const missing = length - have;
      if (parts.length === 0 || chunk.length <= missing) add(chunk);
      else {
        add(chunk.subarray(0, missing));
        this.#next = chunk.subarray(missing);
      }
    }
    const [only = nothing] = parts;
    this.#rest = parts.length < 2 ? only : Buffer.concat(parts);
    if (parts.length > 1) for (const part of parts) this.release(part);
  }

  /** The chunk behind `#rest`. */
  async #following(): Promise<Buffer | undefined> {
    const next = this.#next;
    if (next.length === 0) return this.#read();
    this.#next = nothing;
    return next;
  }

  #taken(bytes: Buffer): Buffer {
    this.#rest = this.#rest.subarray(bytes.length);
    this.position += bytes.length;
    return bytes;
  }

  async #read(): Promise<Buffer | undefined> {
    if (this.failure !== undefined) throw this.failure;
    try {
      while (!this.#isEnded) {
        throwIfAborted(this.#signal);
        const step = await this.#step();
        if (step.done === true) this.#isEnded = true;
        else if (step.value.length > 0) return asBuffer(step.value);
      }
      return undefined;
    } catch (error) {
      this.failure = asError(error);
      throw this.failure;
    } finally {
      this.#rejectRead = undefined;
    }
  }

  /** The next chunk, or the abort, whichever is first. */
  #step(): Promise<IteratorResult<Uint8Array>> {
    return new Promise((resolve, reject) => {
      this.#rejectRead = reject;
      this.#iterator.next().then(resolve, reject);
    });
  }
}

/** The error for a stream that ends before its archive does. */
export function cutOff(): Error {
  return damaged("The archive is cut off: it ends before its directory does.");
}
