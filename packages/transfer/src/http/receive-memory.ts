import type { OnReadOpts } from "node:net";

/** What one read of a socket may bring. Node's own 64 KiB mean four times the system calls, events and promises (decision 0105). */
const regionBytes = 256 * 1024;

/** Shorter reads are copied, so that a small answer does not hold a large region, and the region is free again at once. */
const copiedBytes = 64 * 1024;

/** How much is kept for later: 8 MiB. */
const keptRegions = 32;

interface Region {
  memory: Buffer;
  receivedBytes: number;
  releasedBytes: number;
}

/**
 * The memory that plain sockets receive into. A region comes back when every byte that was read into it was released; one that
 * is not, for example because it also holds a header, is left to the garbage collector.
 */
export class ReceiveMemory {
  readonly #free: Buffer[] = [];
  readonly #lent = new WeakMap<ArrayBufferLike, Region>();

  /** What `net.connect()` takes as `onread`, for one socket; `push` gets the chunks and tells whether reading goes on. */
  reader(push: (chunk: Buffer) => boolean): OnReadOpts {
    return {
      buffer: () => this.#free.pop() ?? Buffer.allocUnsafeSlow(regionBytes),
      callback: (bytes, region) => push(this.#received(region as Buffer, bytes)),
    };
  }

  /** Takes a chunk back. Chunks that come from elsewhere are ignored. */
  release(chunk: Uint8Array): void {
    const region = this.#lent.get(chunk.buffer);
    if (region === undefined) return;
    region.releasedBytes += chunk.byteLength;
    if (region.releasedBytes < region.receivedBytes) return;
    this.#lent.delete(chunk.buffer);
    this.#keep(region.memory);
  }

  #received(memory: Buffer, bytes: number): Buffer {
    const chunk = memory.subarray(0, bytes);
    if (bytes < copiedBytes) {
      const copy = Buffer.from(chunk);
      this.#keep(memory);
      return copy;
    }
    this.#lent.set(memory.buffer, { memory, receivedBytes: bytes, releasedBytes: 0 });
    return chunk;
  }

  #keep(memory: Buffer): void {
    if (this.#free.length < keptRegions) this.#free.push(memory);
  }
}
