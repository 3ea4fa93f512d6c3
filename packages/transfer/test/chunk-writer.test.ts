import { mkdtemp, open, readFile, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { ChunkWriter } from "../src/files/chunk-writer.js";
import { fails } from "./support/fails.js";
import { noise } from "./support/noise.js";

let dir: string;
let handle: FileHandle;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanferry-writer-"));
  handle = await open(join(dir, "f"), "w");
});
afterEach(async () => {
  await handle.close();
  await rm(dir, { recursive: true, force: true });
});

const data = noise(3_000_007);

function* pieces(): Generator<Buffer> {
  for (let start = 0; start < data.length; start += 100_003) yield data.subarray(start, start + 100_003);
}

describe("a chunk writer", () => {
  it("writes everything in order and gives each chunk back once it is in the file", async () => {
    let returned = 0;
    const writer = new ChunkWriter(handle, 0, (chunk) => (returned += chunk.byteLength));
    for (const piece of pieces()) await writer.write(piece);
    expect(returned).toBeLessThan(data.length);
    await writer.flush();
    expect(returned).toBe(data.length);
    expect((await readFile(join(dir, "f"))).equals(data)).toBe(true);
  });

  it("goes on behind a write that took a part only", async () => {
    const whole = handle.writev.bind(handle);
    handle.writev = ((buffers: readonly Uint8Array[], position: number) =>
      whole([(buffers[0] ?? Buffer.alloc(0)).subarray(0, 70_000)], position)) as FileHandle["writev"];
    const writer = new ChunkWriter(handle);
    for (const piece of pieces()) await writer.write(piece);
    await writer.flush();
    expect((await readFile(join(dir, "f"))).equals(data)).toBe(true);
  });

  it("tells of a failed block with the next one or the last, and writes nothing behind it", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, writev"), { code: "ENOSPC" });
    let writes = 0;
    handle.writev = () => {
      writes++;
      return Promise.reject(full);
    };
    const writer = new ChunkWriter(handle);
    await writer.write(data.subarray(0, 600_000));
    expect(await fails(writer.write(data.subarray(600_000, 1_200_000)))).toBe(full);
    expect(await fails(writer.flush())).toBe(full);
    expect(writes).toBe(1);
  });
});
