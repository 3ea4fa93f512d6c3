import { Readable } from "node:stream";
import { createReadStream, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readZipForward, zipStream } from "../../src/index.js";
import { streamedArchive } from "../support/forward-archive.js";
import { gather, listed, pieces, rejection } from "../support/gather.js";
import { noise } from "../support/noise.js";
import { readForward } from "../support/read-forward.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const text = Buffer.from("text ".repeat(5_000));
const signatures = Buffer.from("504b0304504b0102504b0506504b0708504b0606".repeat(50), "hex");
const inner = streamedArchive([{ name: "inner.txt", body: text, method: 0 }]);

describe("where an entry ends", () => {
  const descriptors = [true, false].flatMap((signature) =>
    [true, false].map((wide) => ({ signature, wide })),
  );
  it.each(descriptors)(
    "is found by zlib before a descriptor (signature: $signature, 64 bits: $wide)",
    async (descriptor) => {
      const entries = [
        ["a", text],
        ["b", Buffer.alloc(0)],
        ["c", signatures],
        ["d", inner],
      ] as const;
      const archive = streamedArchive(entries.map(([name, body]) => ({ name, body, descriptor })));
      expect(await readForward(archive)).toEqual(entries);
    },
  );

  it("is where the header says for stored entries, also when they hold a whole archive", async () => {
    const archive = streamedArchive([
      { name: "inner.zip", body: inner, method: 0 },
      { name: "signatures", body: signatures, method: 0 },
      { name: "wide", body: noise(100), method: 0, zip64: true },
    ]);
    expect(await readForward(archive)).toEqual([
      ["inner.zip", inner],
      ["signatures", signatures],
      ["wide", noise(100)],
    ]);
  });

  it("is known beforehand for a folder, even with a descriptor", async () => {
    const descriptor = { signature: true, wide: false };
    const archive = streamedArchive([
      { name: "folder/", body: Buffer.alloc(0), method: 0, descriptor },
      { name: "folder/a", body: text },
    ]);
    const entries = [];
    for await (const entry of readZipForward(pieces(archive, 7)))
      entries.push([entry.name, entry.isDirectory]);
    expect(entries).toEqual([
      ["folder/", true],
      ["folder/a", false],
    ]);
  });
});

describe("a stored entry with its length behind it", () => {
  const descriptor = { signature: true, wide: false };
  const archive = streamedArchive([
    { name: "first", body: text },
    { name: "inner.zip", body: inner, method: 0, descriptor },
    { name: "last", body: noise(50_000), method: 0, descriptor },
  ]);

  it("is refused with the way out", async () => {
    const error = await rejection(readForward(archive));
    expect(error).toMatchObject({
      code: "input/invalid",
      details: { reason: "length-behind", option: "tempFolder" },
      subject: "inner.zip",
    });
  });

  it("goes by way of a temporary file, each entry once, and leaves none behind", async () => {
    const tempFolder = temporaryFolder();
    expect(await readForward(pieces(archive, 1_000), { tempFolder })).toEqual([
      ["first", text],
      ["inner.zip", inner],
      ["last", noise(50_000)],
    ]);
    expect(readdirSync(tempFolder)).toEqual([]);
  });

  it("uses a file that has no name any more, so that a killed process leaves nothing", async () => {
    const tempFolder = temporaryFolder();
    const named: string[][] = [];
    for await (const entry of readZipForward(pieces(archive, 1_000), { tempFolder })) {
      named.push([entry.name, ...readdirSync(tempFolder)]);
    }
    expect(named).toEqual([["first"], ["inner.zip"], ["last"]]);
  });

  it("does not hide that the directory says something else about what came before", async () => {
    const tempFolder = temporaryFolder();
    const lying = streamedArchive([
      { name: "first", body: text, listed: { name: "other" } },
      { name: "last", body: text, method: 0, descriptor },
    ]);
    expect(await rejection(readForward(lying, { tempFolder }))).toMatchObject({ code: "data/corrupt" });
    expect(readdirSync(tempFolder)).toEqual([]);
  });

  it("names a folder for temporary files that is missing", async () => {
    const tempFolder = join(temporaryFolder(), "missing");
    expect(await rejection(readForward(archive, { tempFolder }))).toMatchObject({ code: "local/not-found" });
  });

  it.each(["aes-256", "zipcrypto"] as const)(
    "as an entry with %s does, with its password",
    async (encryption) => {
      const sealed = await gather(
        zipStream([{ name: "a", source: text }], { encryption, password: "p" }).stream,
      );
      expect(await rejection(readForward(sealed, { password: "p" }))).toMatchObject({
        code: "input/invalid",
        details: { reason: "encrypted" },
      });
      const tempFolder = temporaryFolder();
      expect(await readForward(sealed, { tempFolder, password: "p" })).toEqual([["a", text]]);
      expect(await rejection(readForward(sealed, { tempFolder }))).toMatchObject({ code: "auth/required" });
    },
  );
});

describe("archives of every shape", () => {
  it("may be empty", async () => {
    expect(await readForward(streamedArchive([]))).toEqual([]);
  });

  it("may have comments and unknown extra fields", async () => {
    const extra = Buffer.from("feca0400deadbeef", "hex");
    const archive = streamedArchive([{ name: "a", body: text, extra }], "PK\u0005\u0006 is a comment");
    expect(await readForward(archive)).toEqual([["a", text]]);
  });

  it("may have bytes before them where there is a temporary folder", async () => {
    const archive = Buffer.concat([noise(1_000), streamedArchive([{ name: "a", body: text }])]);
    expect(await rejection(readForward(archive))).toMatchObject({ code: "data/corrupt" });
    expect(await readForward(archive, { tempFolder: temporaryFolder() })).toEqual([["a", text]]);
  });

  it("may come as Node stream, as web stream and from a file", async () => {
    const archive = streamedArchive([{ name: "a", body: text }]);
    const path = join(temporaryFolder(), "a.zip");
    writeFileSync(path, archive);
    for (const source of [
      Readable.from(pieces(archive, 100)),
      Readable.toWeb(Readable.from(pieces(archive, 100))),
      createReadStream(path),
    ]) {
      expect(await readForward(source)).toEqual([["a", text]]);
    }
  });

  it("may be our own, in any order of levels", async () => {
    const entries = [
      { name: "a.nii.gz", source: noise(300_000) },
      { name: "b.json", source: text },
      { name: "c/", source: Buffer.alloc(0) },
    ];
    for (const level of [0, 6]) {
      const read = await readForward(zipStream(entries, { level }).stream);
      expect(read.map(([name]) => name)).toEqual(entries.map(({ name }) => name));
      for (const [at, { source }] of entries.entries()) expect(read[at]?.[1].equals(source)).toBe(true);
    }
  });

  it("say of each entry what the header knows", async () => {
    const mtime = new Date("2024-02-29T12:00:01Z");
    const [entry] = await listed(readZipForward(zipStream([{ name: "ä", source: text, mtime }]).stream));
    expect(entry).toMatchObject({ name: "ä", mtime, method: 8, encryption: "none", isDirectory: false });
    expect(entry).not.toHaveProperty("sizeBytes");
    const [known] = await listed(readZipForward(pieces(streamedArchive([{ name: "a", body: text }]), 9)));
    expect(known).toMatchObject({ sizeBytes: text.length });
  });

  it("are refused by name of the compression method that nobody here reads", async () => {
    const archive = streamedArchive([{ name: "a", body: text }]);
    archive.writeUInt16LE(14, 8);
    expect(await rejection(readForward(archive))).toMatchObject({
      code: "input/invalid",
      details: { method: 14 },
    });
  });

  it("tell of a symbolic link, which only the directory knows, at the end", async () => {
    const archive = streamedArchive([{ name: "a", body: text, listed: { unixMode: 0o120777 } }]);
    expect(await rejection(readForward(archive))).toMatchObject({ code: "data/unsafe-path", subject: "a" });
  });
});

describe("limits", () => {
  const descriptor = { signature: true, wide: false };
  const archive = streamedArchive([
    { name: "a", body: Buffer.alloc(300_000), descriptor },
    { name: "b", body: Buffer.alloc(300_000) },
  ]);

  it.each([
    [{ maxEntries: 1 }, "maxEntries"],
    [{ maxEntryBytes: 200_000 }, "maxEntryBytes"],
    [{ maxTotalBytes: 500_000 }, "maxTotalBytes"],
  ])("stop the reading: %o", async (limits, limit) => {
    const error = await rejection(readForward(archive, { limits }));
    expect(error).toMatchObject({ code: "data/corrupt", retryable: false, details: { limit } });
  });

  it("stop a bomb without being asked", async () => {
    const zeros = { name: "a", body: Buffer.alloc(1024 ** 2), method: 8 as const, descriptor };
    const bomb = streamedArchive(Array.from({ length: 1_025 }, () => zeros));
    let bytes = 0;
    const reading = async (): Promise<void> => {
      for await (const entry of readZipForward(pieces(bomb, 64 * 1024))) {
        for await (const chunk of entry.body) bytes += chunk.length;
      }
    };
    expect(await rejection(reading())).toMatchObject({ details: { limit: "maxRatio" } });
    expect(bytes).toBeLessThanOrEqual(1024 ** 3);
  });
});
