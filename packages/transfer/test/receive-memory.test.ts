import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { openFromHttp, type ContentCheck } from "../src/index.js";
import { ReceiveMemory } from "../src/http/receive-memory.js";
import { noise } from "./support/noise.js";
import { run } from "./support/run-downloads.js";
import { dir, http, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

const kib = 1024;

/** One socket: what it is given to read into, and what it hands on for so many bytes that came. */
function socketOn(memory: ReceiveMemory): (bytes: number) => Buffer {
  const chunks: Buffer[] = [];
  const reader = memory.reader((chunk) => chunks.push(chunk) > 0);
  return (bytes) => {
    reader.callback(bytes, typeof reader.buffer === "function" ? reader.buffer() : reader.buffer);
    return chunks.pop() ?? Buffer.alloc(0);
  };
}

describe("memory that sockets receive into", () => {
  it("serves again once every byte of a read was given back, and not before", () => {
    const memory = new ReceiveMemory();
    const read = socketOn(memory);
    const first = read(200 * kib);
    memory.release(first.subarray(0, 150 * kib));
    expect(read(200 * kib).buffer).not.toBe(first.buffer);
    memory.release(first.subarray(150 * kib));
    expect(read(200 * kib).buffer).toBe(first.buffer);
  });

  it("is not lent twice when a chunk is given back twice", () => {
    const memory = new ReceiveMemory();
    const read = socketOn(memory);
    const first = read(200 * kib);
    memory.release(first);
    memory.release(first);
    expect(read(200 * kib).buffer).not.toBe(read(200 * kib).buffer);
  });

  it("is not held by a small answer, and chunks from elsewhere are ignored", () => {
    const memory = new ReceiveMemory();
    const read = socketOn(memory);
    const small = read(20 * kib);
    expect(small.buffer.byteLength).toBeLessThan(64 * kib);
    memory.release(small);
    memory.release(Buffer.alloc(10));
    const next = read(200 * kib);
    expect(next.buffer).not.toBe(small.buffer);
    expect(next.buffer.byteLength).toBe(256 * kib);
  });
});

describe("memory that also holds what no reader gets", () => {
  it("serves again once later bytes of its socket were handed over and all that was handed came back", () => {
    const memory = new ReceiveMemory();
    const read = socketOn(memory);
    const first = read(200 * kib);
    // The lengths between the pieces of a chunked answer.
    const pieces = [first.subarray(10, 90 * kib), first.subarray(90 * kib + 7, 200 * kib)];
    for (const piece of pieces) memory.hand(piece);
    for (const piece of pieces) memory.release(piece);
    const second = read(200 * kib);
    expect(second.buffer).not.toBe(first.buffer);
    memory.hand(second.subarray(5));
    expect(read(200 * kib).buffer).toBe(first.buffer);
  });

  it("waits for the piece that comes back last, and is lent once", () => {
    const memory = new ReceiveMemory();
    const read = socketOn(memory);
    const [first, second] = [read(200 * kib), read(200 * kib)];
    memory.hand(first.subarray(10));
    memory.hand(second.subarray(10));
    expect(read(200 * kib).buffer).not.toBe(first.buffer);
    memory.release(first.subarray(10));
    const again = read(200 * kib);
    expect(again.buffer).toBe(first.buffer);
    memory.hand(again);
    memory.release(again.subarray(0, 10));
    expect(read(200 * kib).buffer).not.toBe(first.buffer);
  });
});

describe("a large file", () => {
  const content = noise(12_000_001);
  const sha256 = createHash("sha256").update(content).digest("hex");

  it("is received into the same memory again and again, and every byte is right", async () => {
    server.options.content = content;
    const buffers = new Set<ArrayBufferLike>();
    const seen: ContentCheck = {
      name: "seen",
      start: () => ({
        keepsNothing: true,
        write: (chunk) => {
          if (chunk.byteLength > 64 * kib) buffers.add(chunk.buffer);
        },
        end: () => undefined,
      }),
    };
    const items = ["a", "b", "c"].map((id) => ({ id, target: id, open: openFromHttp(http, `/${id}`) }));
    const { results } = await run(items, { concurrency: 3, checks: [seen] });
    expect(results.map((result) => result.sha256)).toEqual([sha256, sha256, sha256]);
    for (const id of ["a", "b", "c"]) expect((await readFile(join(dir, id))).equals(content)).toBe(true);
    // 36 MB in chunks of at most 256 KiB are 138 chunks at least.
    expect(buffers.size).toBeLessThan(100);
  });

  it("is left alone by a check that still uses its chunks, which all stay as they were", async () => {
    server.options.content = content;
    const kept: Uint8Array[] = [];
    const keeping: ContentCheck = {
      name: "keeping",
      start: () => ({
        write: (chunk) => {
          kept.push(chunk);
        },
        end: () => undefined,
      }),
    };
    await run([{ id: "a", target: "a", open: openFromHttp(http, "/a") }], { checks: [keeping] });
    expect(Buffer.concat(kept).equals(content)).toBe(true);
  });
});
