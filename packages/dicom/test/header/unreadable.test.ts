import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readHeader, readHeaderFromStream } from "../../src/index.js";
import type { Unreadable } from "../../src/index.js";
import { headerBench } from "../support/header-bench.js";
import type { HeaderBench } from "../support/header-bench.js";
import { explicitSet, identity, uid } from "../support/header-elements.js";
import { explicitLittle, madeElements, madeFile, madeImage } from "../support/make-dicom.js";

let bench: HeaderBench;
beforeAll(async () => {
  bench = await headerBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe("readHeader says why a file is not sent", () => {
  const directory = madeElements([[0x00041130, "CS", "DISC"]]);
  const rows = madeElements([...identity, [0x00280010, "US", Buffer.from([1, 0])]]);
  it.each<[Unreadable, string, Buffer]>([
    ["empty", "nothing", Buffer.alloc(0)],
    ["not-dicom", "a text", Buffer.from("Dear colleague,\nthese are the scans.")],
    ["not-dicom", "zeros", Buffer.alloc(5000)],
    [
      "not-dicom",
      "two lucky bytes",
      Buffer.concat([Buffer.from([8, 0, 1, 0, 2, 0, 0, 0]), Buffer.alloc(40, 0x20)]),
    ],
    ["not-dicom", "a few bytes", Buffer.from([8, 0])],
    ["truncated", "a preamble alone", Buffer.concat([Buffer.alloc(128), Buffer.from("DICM")])],
    ["truncated", "pixels cut short", madeImage(1).subarray(0, -1)],
    [
      "truncated",
      "a copy that zeros were reserved for",
      madeFile(Buffer.concat([rows, Buffer.alloc(4096)]), explicitLittle),
    ],
    [
      "truncated",
      "a deflate stream without its end",
      madeFile(deflateRawSync(explicitSet).subarray(0, -3), uid.deflated),
    ],
    ["truncated", "a deflate stream that is damaged", madeFile(Buffer.alloc(100, 0xff), uid.deflated)],
    [
      "dicomdir",
      "a DICOMDIR by its class",
      Buffer.concat([
        Buffer.alloc(128),
        Buffer.from("DICM"),
        madeElements([
          [0x00020002, "UI", "1.2.840.10008.1.3.10"],
          [0x00020010, "UI", explicitLittle],
        ]),
        directory,
      ]),
    ],
    ["dicomdir", "a DICOMDIR by its elements", madeFile(directory, explicitLittle)],
    ["dicomdir", "a DICOMDIR without meta header", directory],
    ["no-identity", "no series", madeFile(madeElements(identity.slice(0, 3)), explicitLittle)],
    [
      "no-identity",
      "an empty UID",
      madeFile(madeElements([...identity.slice(0, 3), [0x0020000e, "UI", ""]]), explicitLittle),
    ],
  ])("%s: %s", async (reason, _, bytes) => {
    expect(await bench.reasonOf(bytes)).toBe(reason);
    const pieces = bytes.length === 0 ? [] : [bytes];
    expect(await readHeaderFromStream(pieces, { sizeBytes: bytes.length, toTheEnd: true })).toEqual({
      unreadable: reason,
    });
  });

  it("wherever it is cut", async () => {
    const image = madeImage(1, 64);
    const pixelsAt = image.length - 64 - 12;
    const readable: number[] = [];
    for (let length = 0; length < image.length; length++) {
      const found = await readHeaderFromStream([image.subarray(0, length)], { sizeBytes: length });
      if (found.unreadable === undefined) readable.push(length);
    }
    // Between two elements nothing tells that there was more; the pixels alone are missing from this one.
    expect(readable).toEqual(expect.arrayContaining([pixelsAt]));
    expect(readable.every((length) => length <= pixelsAt)).toBe(true);
  });

  it("with a sentence, a hint and no path in the sentence", async () => {
    const path = join(bench.folder, "Ünal");
    await writeFile(path, "x");
    const error: unknown = await readHeader(path).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "data/corrupt", details: { reason: "not-dicom" }, subject: path });
    expect(error).toHaveProperty("message", expect.not.stringContaining("Ünal"));
  });

  it("in the words of the file system where that refuses it", async () => {
    await expect(readHeader(join(bench.folder, "none"))).rejects.toMatchObject({ code: "local/not-found" });
    await expect(readHeader(bench.folder)).rejects.toMatchObject({ code: "input/invalid" });
    await expect(readHeader(bench.folder, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
  });

  it.skipIf(process.platform === "win32")("and waits for no pipe", async () => {
    const pipe = join(bench.folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    await expect(readHeader(pipe)).rejects.toMatchObject({ code: "input/invalid" });
  });
});

describe("readHeaderFromStream", () => {
  it("takes no more than it needs, and closes the stream", async () => {
    const image = madeImage(1, 1_000_000);
    const taken = { bytes: 0, closed: false };
    async function* stream(): AsyncGenerator<Uint8Array> {
      try {
        for (let at = 0; at < image.length; at += 4096) {
          taken.bytes += 4096;
          yield await Promise.resolve(image.subarray(at, at + 4096));
        }
      } finally {
        taken.closed = true;
      }
    }
    expect(await readHeaderFromStream(stream(), { sizeBytes: image.length })).toHaveProperty("header");
    expect(taken).toEqual({ bytes: 16_384, closed: true });
    expect(await readHeaderFromStream(stream(), { sizeBytes: image.length - 1 })).toEqual({
      unreadable: "truncated",
    });
  });

  it("throws what the stream throws", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(madeImage(1).subarray(0, 300));
      throw new Error("the archive is damaged");
    }
    await expect(readHeaderFromStream(broken())).rejects.toThrow("the archive is damaged");
  });
});
