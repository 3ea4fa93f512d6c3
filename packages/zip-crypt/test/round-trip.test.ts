import { Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { type ZipEntryInput, listZip, openZipEntry, testZip, zipStream } from "../src/index.js";
import { entryNames } from "./support/entry-names.js";
import { gather, listed, pieces } from "./support/gather.js";
import { noise } from "./support/noise.js";
import { readAll } from "./support/read-all.js";
import { temporaryFolder } from "./support/temporary-folder.js";
import { readWithZipJs } from "./support/zip-js.js";

describe("any archive", () => {
  it("comes back byte for byte through our reader and through zip.js", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("aes-256", "zipcrypto", "none"),
        fc.constantFrom(0, 1, 9),
        entryNames(5),
        fc.array(fc.uint8Array({ maxLength: 5000 }), { minLength: 5, maxLength: 5 }),
        fc.string({ minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 2000 }),
        async (encryption, level, names, bodies, password, step) => {
          const bodyOf = (index: number): Uint8Array => bodies[index] ?? new Uint8Array();
          const entries = names.map((name, index) => ({
            name,
            source: index % 2 === 0 ? bodyOf(index) : pieces(bodyOf(index), step),
          }));
          const archive = await gather(zipStream(entries, { encryption, level, password }).stream);
          const ours = await readAll(archive, { password });
          const theirs = await readWithZipJs(archive, password);
          expect([...ours.keys()]).toEqual(names);
          expect([...theirs.keys()].sort()).toEqual([...names].sort());
          names.forEach((name, index) => {
            expect(ours.get(name)?.equals(bodyOf(index))).toBe(true);
            expect(theirs.get(name)?.equals(bodyOf(index))).toBe(true);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("sources", () => {
  const bytes = noise(600_000);
  const sources: Record<string, () => ZipEntryInput["source"]> = {
    "a Buffer": () => bytes,
    "a Uint8Array at an odd offset": () =>
      new Uint8Array(Buffer.concat([Buffer.alloc(3), bytes])).subarray(3),
    "a Node stream": () => Readable.from(pieces(bytes, 10_007)),
    "a web stream": () => ReadableStream.from<Uint8Array>(pieces(bytes, 70_001)),
    "an async iterable": () => pieces(bytes, 300_001),
    "a function": () => () => pieces(bytes, 65_536),
    "a path": () => {
      const path = join(temporaryFolder(), "source.bin");
      writeFileSync(path, bytes);
      return path;
    },
  };
  for (const [kind, source] of Object.entries(sources)) {
    it.each(["aes-256", "zipcrypto", "none"] as const)(`may be ${kind} with %s`, async (encryption) => {
      const archive = await gather(
        zipStream([{ name: "a.gz", source: source() }], { encryption, password: "p" }).stream,
      );
      expect((await readAll(archive, { password: "p" })).get("a.gz")?.equals(bytes)).toBe(true);
    });
  }

  it("that are lazy lists of entries are opened one after the other", async () => {
    const opened: number[] = [];
    async function* lazy(): AsyncGenerator<ZipEntryInput> {
      for (let index = 0; index < 3; index++) {
        opened.push(index);
        yield await Promise.resolve({ name: `${String(index)}.txt`, source: noise(100_000, index + 1) });
      }
    }
    const chunks = zipStream(lazy(), { password: "p" }).stream[Symbol.asyncIterator]();
    await chunks.next();
    expect(opened).toEqual([0]);
    await chunks.return?.();
  });
});

describe("an empty archive", () => {
  it("is made and listed", async () => {
    const archive = await gather(zipStream([]).stream);
    expect(archive.length).toBe(22);
    expect(await listed(listZip(archive))).toEqual([]);
  });
});

describe("times", () => {
  it.each(["1969-07-20T20:17:40Z", "1980-01-01T00:00:00Z", "2026-11-21T13:00:01Z", "2038-01-19T03:14:07Z"])(
    "of %s come back to the second, as far as the format reaches",
    async (iso) => {
      const archive = await gather(zipStream([{ name: "a", source: noise(1), mtime: new Date(iso) }]).stream);
      const [entry] = await listed(listZip(archive));
      const expected = iso.startsWith("1969") ? "1970-01-01T00:00:00.000Z" : new Date(iso).toISOString();
      expect(entry?.mtime.toISOString()).toBe(expected);
    },
  );

  it("are those of the file where none is given", async () => {
    const path = join(temporaryFolder(), "a.bin");
    writeFileSync(path, "x");
    utimesSync(path, 1_600_000_000, 1_600_000_000);
    const archive = await gather(zipStream([{ name: "a", source: path }]).stream);
    const [entry] = await listed(listZip(archive));
    expect(entry?.mtime.getTime()).toBe(1_600_000_000_000);
  });
});

describe("testZip", () => {
  it("counts what it has read", async () => {
    const entries = [
      { name: "folder/", source: Buffer.alloc(0) },
      { name: "a", source: noise(1000) },
    ];
    const archive = await gather(zipStream(entries, { password: "p" }).stream);
    expect(await testZip(archive, { password: "p" })).toEqual({ entries: 2, bytes: 1000 });
  });
});

describe("openZipEntry", () => {
  it("gives the entry with that name and says when there is none", async () => {
    const archive = await gather(
      zipStream(
        [
          { name: "a", source: Buffer.from("first") },
          { name: "b", source: Buffer.from("second") },
        ],
        { password: "p" },
      ).stream,
    );
    expect((await gather(openZipEntry(archive, "b", { password: "p" }))).toString()).toBe("second");
    await expect(gather(openZipEntry(archive, "c", { password: "p" }))).rejects.toMatchObject({
      code: "local/not-found",
    });
  });
});
