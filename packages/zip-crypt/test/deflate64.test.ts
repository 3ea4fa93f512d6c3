import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import * as zipJs from "@zip.js/zip.js";
import { oneEntryArchive } from "../src/read/one-entry-archive.js";
import { openRandomAccess } from "../src/read/random-access.js";
import { readDirectory } from "../src/read/read-directory.js";
import { extractZip, listZip, readZipEntries, testZip } from "../src/index.js";
import { deflate64Zeros, longestRepetition } from "./support/deflate64.js";
import { listed, rejection } from "./support/gather.js";
import { itWith, runPeer } from "./support/peers.js";
import { plainArchive } from "./support/plain-archive.js";
import { readAll } from "./support/read-all.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const password = "six long words";
const text = Buffer.from('{"EchoTime":0.003}'.repeat(20_000));
const numbers = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * index) >> 7).join(" "));
const contents = new Map([
  ["anat/scan.json", text],
  ["numbers.txt", numbers],
]);

/** Packs the files with 7-Zip and gives the path of the archive. */
async function madeBySevenZip(...switches: string[]): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, bytes] of contents) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const path = join(temporaryFolder(), "made.zip");
  await runPeer("7z", ["a", "-tzip", "-mm=Deflate64", ...switches, path, "."], { cwd: folder });
  return path;
}

describe("Deflate64 archives made by 7-Zip", () => {
  for (const [encryption, switches] of [
    ["none", []],
    ["aes-128", ["-mem=AES128", `-p${password}`]],
    ["aes-192", ["-mem=AES192", `-p${password}`]],
    ["aes-256", ["-mem=AES256", `-p${password}`]],
    ["zipcrypto", ["-mem=ZipCrypto", `-p${password}`]],
  ] as const) {
    itWith("7z")(`are listed, opened and unpacked: ${encryption}`, async () => {
      const path = await madeBySevenZip(...switches);
      const files = (await listed(listZip(path))).filter((entry) => !entry.isDirectory);
      expect(files.map((entry) => [entry.method, entry.encryption])).toEqual([
        [9, encryption],
        [9, encryption],
      ]);
      const read = await readAll(path, { password });
      expect(read.size).toBe(contents.size);
      const out = temporaryFolder();
      await extractZip(path, out, { password });
      for (const [name, bytes] of contents) {
        expect(read.get(name)?.equals(bytes), name).toBe(true);
        expect(readFileSync(join(out, name)).equals(bytes), name).toBe(true);
      }
    });

    if (encryption === "none") continue;
    itWith("7z")(`leave nothing behind when the password is wrong: ${encryption}`, async () => {
      const path = await madeBySevenZip(...switches);
      const root = temporaryFolder();
      expect(await rejection(testZip(path))).toMatchObject({ code: "auth/required" });
      // 7-Zip draws its salts, so one run in 256 has a ZipCrypto entry that lets this password pass; the other refuses it.
      const error = await rejection(extractZip(path, join(root, "out"), { password: "wrong" }));
      expect(error).toMatchObject({ code: "auth/rejected" });
      expect(readdirSync(root)).toEqual([]);
    });

    itWith("7z")(`are refused when altered: ${encryption}`, async () => {
      const archive = readFileSync(await madeBySevenZip(...switches));
      const files = (await listed(listZip(archive))).filter((entry) => !entry.isDirectory);
      const last = files[1]?.compressedBytes ?? 0;
      // The data of the last entry end where the directory begins, or shortly before.
      const directory = archive.readUInt32LE(archive.length - 6);
      const at = directory - Math.floor(last / 2);
      archive.writeUInt8(archive.readUInt8(at) ^ 0xff, at);
      expect(await rejection(testZip(archive, { password }))).toMatchObject({
        code: expect.stringMatching(/^data\//) as string,
      });
    });
  }
});

describe("the archive of one entry that zip.js is shown", () => {
  it.each([
    [10, 1000],
    [2 ** 32 - 1, 2 ** 32],
    [5 * 2 ** 30, 70 * 2 ** 30],
  ])("is found right by zip.js with %d bytes that become %d", async (payloadBytes, sizeBytes) => {
    const [entry] = await listed(readDirectory(await openRandomAccess(plainArchive([{ name: "a" }]))));
    if (entry === undefined) throw new Error("The archive by hand is empty.");
    const shown = oneEntryArchive({ ...entry, method: 9, sizeBytes }, payloadBytes);
    const reader = new (class extends zipJs.Reader<undefined> {
      override size = shown.sizeBytes;

      override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
        return Promise.resolve(shown.records(offset, length));
      }
    })(undefined);
    const found = await new zipJs.ZipReader(reader).getEntries();
    expect(found).toMatchObject([
      { compressionMethod: 9, compressedSize: payloadBytes, uncompressedSize: sizeBytes, encrypted: false },
    ]);
  });
});

describe("a Deflate64 entry", () => {
  const zeros = Buffer.alloc(1 + 3 * longestRepetition);
  const compressed = { method: 9, data: deflate64Zeros(3) };

  it("is decompressed with its long repetitions", async () => {
    const files = await readAll(plainArchive([{ name: "a", body: zeros, compressed }]));
    expect(files.get("a")?.equals(zeros)).toBe(true);
  });

  it("stands beside entries with other methods", async () => {
    const files = await readAll(
      plainArchive([
        { name: "a", body: text },
        { name: "b", body: zeros, compressed },
        { name: "c", body: numbers },
      ]),
    );
    expect([...files.values()].map((body) => body.length)).toEqual([
      text.length,
      zeros.length,
      numbers.length,
    ]);
  });

  it.each([
    ["ends early", compressed.data.subarray(0, -3), "data/corrupt"],
    ["is empty", Buffer.alloc(0), "data/corrupt"],
    ["goes on behind its end", Buffer.concat([compressed.data, Buffer.alloc(9)]), "data/corrupt"],
    ["is noise", Buffer.alloc(50, 0xff), "data/corrupt"],
  ])("is refused when it %s", async (_, data, code) => {
    const archive = plainArchive([{ name: "a", body: zeros, compressed: { method: 9, data } }]);
    expect(await rejection(testZip(archive))).toMatchObject({ code, subject: "a" });
  });

  it("is refused when its CRC does not match", async () => {
    const archive = plainArchive([{ name: "a", body: zeros, compressed, crc32: crc32(text) }]);
    expect(await rejection(testZip(archive))).toMatchObject({ code: "data/checksum-mismatch" });
  });

  it("that holds more than it declares is stopped at the declared size", async () => {
    const bomb = { method: 9, data: deflate64Zeros(20_000) };
    const root = temporaryFolder();
    const archive = plainArchive([{ name: "a", declaredBytes: 1000, compressed: bomb }]);
    expect(await rejection(extractZip(archive, join(root, "out")))).toMatchObject({ code: "data/corrupt" });
    expect(readdirSync(root)).toEqual([]);
  });

  it("is held to the limits and to safe names", async () => {
    const archive = plainArchive([{ name: "a", body: zeros, compressed }]);
    expect(await rejection(testZip(archive, { limits: { maxEntryBytes: 1000 } }))).toMatchObject({
      details: { limit: "maxEntryBytes" },
    });
    const evil = plainArchive([{ name: "../a", body: zeros, compressed }]);
    expect(await rejection(extractZip(evil, join(temporaryFolder(), "out")))).toMatchObject({
      code: "data/unsafe-path",
    });
  });

  it("can be left halfway and stopped, again and again", async () => {
    const archive = plainArchive([{ name: "a", body: zeros, compressed }]);
    for (let round = 0; round < 20; round++) {
      for await (const entry of readZipEntries(archive)) {
        for await (const chunk of entry.stream()) {
          expect(chunk.length).toBeGreaterThan(0);
          break;
        }
      }
    }
    const stop = new AbortController();
    for await (const entry of readZipEntries(archive, { signal: stop.signal })) {
      const reading = entry.stream()[Symbol.asyncIterator]();
      await reading.next();
      stop.abort();
      expect(await rejection(reading.next())).toMatchObject({ code: "aborted" });
      break;
    }
    expect(await testZip(archive)).toEqual({ entries: 1, bytes: zeros.length });
  });
});
