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
  /** Those that reached a reader; the others are headers and the lengths between the pieces of a chunked answer. */
  handedBytes: number;
  releasedBytes: number;
  /** Whether nothing more of it will be handed to a reader. */
  passed: boolean;
  socket: Course;
}

/** What is known of the bytes of one socket, which reach their readers in their order. */
interface Course {
  /** Where the bytes lie that were handed over last. */
  current?: Region;
}

/**
 * The memory that plain sockets receive into. A region comes back when every byte that was read into it was released, or every one that
 * was handed to a reader, once later bytes of that socket were handed over; any other one is left to the garbage collector.
 */
export class ReceiveMemory {
  readonly #free: Buffer[] = [];
  readonly #lent = new WeakMap<ArrayBufferLike, Region>();

  /** What `net.connect()` takes as `onread`, for one socket; `push` gets the chunks and tells whether reading goes on. */
  reader(push: (chunk: Buffer) => boolean): OnReadOpts {
    const socket: Course = {};
    return {
      buffer: () => this.#free.pop() ?? Buffer.allocUnsafeSlow(regionBytes),
      callback: (bytes, region) => push(this.#received(region as Buffer, bytes, socket)),
    };
  }

  /** Says that a chunk goes to a reader who may release it. */
  hand(chunk: Uint8Array): void {
    const region = this.#lent.get(chunk.buffer);
    if (region === undefined) return;
    region.handedBytes += chunk.byteLength;
    const { current } = region.socket;
    if (current === region) return;
    region.socket.current = region;
    if (current === undefined) return;
    current.passed = true;
    this.#return(current);
  }

  /** Takes a chunk back. Chunks that come from elsewhere are ignored. */
  release(chunk: Uint8Array): void {
    const region = this.#lent.get(chunk.buffer);
    if (region === undefined) return;
    region.releasedBytes += chunk.byteLength;
    this.#return(region);
  }

  #return(region: Region): void {
    const { memory, receivedBytes, handedBytes, releasedBytes, passed } = region;
    // It may have come back already, and be another region by now.
    if (this.#lent.get(memory.buffer) !== region) return;
    if (releasedBytes < (passed ? handedBytes : receivedBytes)) return;
    this.#lent.delete(memory.buffer);
    this.#keep(memory);
  }

  #received(memory: Buffer, bytes: number, socket: Course): Buffer {
    const chunk = memory.subarray(0, bytes);
    if (bytes < copiedBytes) {
      const copy = Buffer.from(chunk);
      this.#keep(memory);
      return copy;
    }
    this.#lent.set(memory.buffer, {
      memory,
      receivedBytes: bytes,
      handedBytes: 0,
      releasedBytes: 0,
      passed: false,
      socket,
    });
    return chunk;
  }

  #keep(memory: Buffer): void {
    if (this.#free.length < keptRegions) this.#free.push(memory);
  }
}
