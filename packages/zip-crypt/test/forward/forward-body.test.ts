import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readZipForward } from "../../src/index.js";
import { streamedArchive } from "../support/forward-archive.js";
import { gather, listed, pieces, rejection } from "../support/gather.js";
import { noise } from "../support/noise.js";
import { readForward } from "../support/read-forward.js";

const text = Buffer.from("text ".repeat(5_000));

describe("a body", () => {
  const descriptor = { signature: true, wide: false };
  const archive = streamedArchive([
    { name: "big", body: noise(2_000_000), descriptor },
    { name: "next", body: text },
  ]);

  it("that is not read, or not to its end, is passed over", async () => {
    for (const chunksRead of [0, 1]) {
      const names: string[] = [];
      for await (const entry of readZipForward(pieces(archive, 10_000))) {
        names.push(entry.name);
        let left = chunksRead;
        for await (const chunk of chunksRead === 0 ? [] : entry.body) {
          expect(chunk.length).toBeGreaterThan(0);
          if (--left === 0) break;
        }
      }
      expect(names).toEqual(["big", "next"]);
    }
  });

  it("goes on in a second loop where the first one stopped", async () => {
    for await (const entry of readZipForward(pieces(archive, 10_000))) {
      const parts: Buffer[] = [];
      for await (const chunk of entry.body) {
        parts.push(Buffer.from(chunk));
        break;
      }
      parts.push(await gather(entry.body));
      expect(Buffer.concat(parts).equals(entry.name === "big" ? noise(2_000_000) : text)).toBe(true);
    }
  });

  it("that is asked for too late says so instead of being empty", async () => {
    const entries = await listed(readZipForward(pieces(archive, 10_000)));
    for (const { body } of entries) {
      expect(await rejection(gather(body))).toMatchObject({ code: "input/invalid" });
    }
  });

  it("holds the stream back until it is read", async () => {
    let given = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of pieces(archive, 10_000)) {
        given += chunk.length;
        yield chunk;
      }
    }
    const reader = readZipForward(counted());
    const first = await reader.next();
    if (first.done === true) throw new Error("There is an entry.");
    await first.value.body[Symbol.asyncIterator]().next();
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(given).toBeLessThan(400_000);
    await reader.return(undefined);
  });
});

describe("stopping", () => {
  const archive = streamedArchive([
    { name: "a", body: noise(1_000_000), descriptor: { signature: true, wide: false } },
  ]);

  it("by a signal ends a wait for bytes that never come", async () => {
    const controller = new AbortController();
    async function* hanging(): AsyncGenerator<Uint8Array> {
      yield archive.subarray(0, 100_000);
      controller.abort();
      await new Promise(() => undefined);
    }
    expect(await rejection(readForward(hanging(), { signal: controller.signal }))).toMatchObject({
      code: "aborted",
    });
  });

  it("in the middle of the loop lets the stream go", async () => {
    const stream = Readable.from(pieces(archive, 10_000));
    for await (const entry of readZipForward(stream)) {
      for await (const chunk of entry.body) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      break;
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.destroyed).toBe(true);
  });

  it.each([
    ["descriptors", archive],
    ["known lengths", streamedArchive([{ name: "a", body: noise(1_000_000) }])],
  ])("passes on what the stream fails with, with %s", async (_, bytes) => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 100_000);
      await Promise.resolve();
      throw new Error("connection lost");
    }
    expect(await rejection(readForward(failing()))).toMatchObject({ message: "connection lost" });
  });
});
