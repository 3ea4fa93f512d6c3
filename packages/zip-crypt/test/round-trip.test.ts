import { Readable, Writable } from "node:stream";
import { ReadableStream, WritableStream } from "node:stream/web";
import { readFileSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import {
  type ZipEntryInput,
  type ZipEvent,
  createZip,
  listZip,
  openZipEntry,
  zipCryptoWarning,
  zipStream,
} from "../src/index.js";
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
    "a web stream": () => ReadableStream.from(pieces(bytes, 70_001)) as ReadableStream<Uint8Array>,
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

describe("createZip", () => {
  const entries = (): ZipEntryInput[] => [{ name: "a.txt", source: Buffer.from("hello") }];
  const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

  it("writes a file and tells its length, digest and number of entries", async () => {
    const path = join(temporaryFolder(), "a.zip");
    const made = await createZip(path, entries(), { password: "p" });
    const bytes = readFileSync(path);
    expect(made).toEqual({ bytes: bytes.length, entries: 1, sha256: sha256(bytes) });
  });

  it("writes to a Node stream and to a web stream", async () => {
    const node: Buffer[] = [];
    const toNode = await createZip(
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          node.push(chunk);
          done();
        },
      }),
      entries(),
      { password: "p" },
    );
    const web: Uint8Array[] = [];
    const toWeb = await createZip(
      new WritableStream<Uint8Array>({ write: (chunk) => void web.push(chunk) }),
      entries(),
      {
        password: "p",
      },
    );
    expect(sha256(Buffer.concat(node))).toBe(toNode.sha256);
    expect(sha256(Buffer.concat(web))).toBe(toWeb.sha256);
  });

  it("leaves nothing behind when a source is missing", async () => {
    const folder = temporaryFolder();
    const failing = [...entries(), { name: "b", source: join(folder, "missing.bin") }];
    await expect(createZip(join(folder, "a.zip"), failing, { password: "p" })).rejects.toMatchObject({
      code: "local/not-found",
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves an existing archive as it was when the new one fails", async () => {
    const path = join(temporaryFolder(), "a.zip");
    await createZip(path, entries(), { password: "p" });
    const before = readFileSync(path);
    const failing: ZipEntryInput[] = [{ name: "a", source: Buffer.alloc(10), sizeBytes: 11 }];
    await expect(createZip(path, failing, { password: "p" })).rejects.toMatchObject({
      code: "data/size-mismatch",
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("stops with aborted and leaves nothing behind", async () => {
    const folder = temporaryFolder();
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        yield await Promise.resolve(Buffer.alloc(100_000));
        stop.abort();
      }
    }
    const making = createZip(join(folder, "a.zip"), [{ name: "a", source: endless() }], {
      password: "p",
      signal: stop.signal,
    });
    await expect(making).rejects.toMatchObject({ code: "aborted" });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("zipStream", () => {
  const salt = noise(16);
  const mtime = new Date("2024-02-29T12:00:01Z");
  const build = (step: number): Promise<Buffer> =>
    gather(
      zipStream(
        [
          { name: "a.nii.gz", source: pieces(noise(400_000), step), sizeBytes: 400_000, salt, mtime },
          {
            name: "b.json",
            source: pieces(Buffer.alloc(50_000, "{}"), step),
            salt: noise(16, 2),
            mtime,
            store: false,
          },
        ],
        { password: "p" },
      ).stream,
    );

  it("makes the same bytes again from the same salt, time and password, whatever the chunks", async () => {
    const first = await build(400_000);
    expect((await build(1_001)).equals(first)).toBe(true);
    expect((await build(262_144)).equals(first)).toBe(true);
  });

  it("makes the same bytes in another time zone", async () => {
    const before = process.env["TZ"];
    const first = await build(10_000);
    try {
      process.env["TZ"] = "Pacific/Auckland";
      expect((await build(10_000)).equals(first)).toBe(true);
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });

  it("makes different bytes without a given salt", async () => {
    const once = (): Promise<Buffer> =>
      gather(zipStream([{ name: "a", source: noise(100), mtime }], { password: "p" }).stream);
    expect((await once()).equals(await once())).toBe(false);
  });

  it("keeps the chunks it has given out as they were", async () => {
    const chunks: { chunk: Uint8Array; copy: Buffer }[] = [];
    const path = join(temporaryFolder(), "source.bin");
    writeFileSync(path, noise(1_500_000));
    for (const encryption of ["aes-256", "zipcrypto", "none"] as const) {
      for await (const chunk of zipStream([{ name: "a.gz", source: path }], { encryption, password: "p" })
        .stream) {
        chunks.push({ chunk, copy: Buffer.from(chunk) });
      }
    }
    for (const { chunk, copy } of chunks) expect(copy.equals(chunk)).toBe(true);
  });

  it.each([
    ["longer", 9],
    ["shorter", 11],
  ])("fails with data/size-mismatch when a source is %s than announced", async (_, sizeBytes) => {
    const zip = zipStream([{ name: "a", source: pieces(Buffer.alloc(10), 3), sizeBytes }], { password: "p" });
    let given = 0;
    const reading = (async () => {
      for await (const chunk of zip.stream) given += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ code: "data/size-mismatch", subject: "a" });
    expect(given).toBeLessThanOrEqual(zip.lengthBytes ?? 0);
  });

  it("fails with data/size-mismatch when a file has changed since it was planned", async () => {
    const path = join(temporaryFolder(), "a.bin");
    writeFileSync(path, "1234");
    const zip = zipStream([{ name: "a", source: path, sizeBytes: 5 }], { password: "p" });
    await expect(gather(zip.stream)).rejects.toMatchObject({ code: "data/size-mismatch" });
  });

  it.each(["../a", "/a", "a//b", "a\\b", "C:/a", "", "a/../b", "a\u0000b", "./a"])(
    "refuses the name %j",
    async (name) => {
      await expect(gather(zipStream([{ name, source: noise(1) }]).stream)).rejects.toMatchObject({
        code: "data/unsafe-path",
      });
    },
  );

  it("refuses a second entry with the same name", async () => {
    const twice = [
      { name: "a", source: noise(1) },
      { name: "A", source: noise(1) },
    ];
    await expect(gather(zipStream(twice).stream)).rejects.toMatchObject({ code: "data/unsafe-path" });
  });

  it.each([
    ["no password", { encryption: "aes-256" as const }],
    ["an empty password", { password: "" }],
    ["an impossible level", { password: "p", level: 10 }],
  ])("refuses %s before anything is opened", (_, options) => {
    expect(() => zipStream([], options)).toThrowError(
      expect.objectContaining({ code: "input/invalid" }) as Error,
    );
  });

  it("refuses a salt of another length", async () => {
    const zip = zipStream([{ name: "a", source: noise(1), salt: noise(8) }], { password: "p" });
    await expect(gather(zip.stream)).rejects.toMatchObject({ code: "input/invalid" });
  });

  it("closes a source that is left halfway", async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(Buffer.alloc(300_000));
      } finally {
        closed = true;
      }
    }
    for await (const chunk of zipStream([{ name: "a", source: source() }], { password: "p" }).stream) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(closed).toBe(true);
  });

  it("warns about ZipCrypto and tells of entries and progress", async () => {
    const events: ZipEvent[] = [];
    await gather(
      zipStream([{ name: "a", source: noise(10) }], {
        password: "p",
        encryption: "zipcrypto",
        onEvent: (event) => events.push(event),
      }).stream,
    );
    expect(events[0]).toEqual({ type: "warning", code: "zipcrypto-is-weak", message: zipCryptoWarning });
    expect(events).toContainEqual({ type: "entry", name: "a", sizeBytes: 10 });
    expect(zipCryptoWarning).toMatch(/weak/);
    expect(zipCryptoWarning).toMatch(/Windows Explorer/);
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
