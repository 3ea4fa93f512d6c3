import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ZipEvent, zipCryptoWarning, zipStream } from "../src/index.js";
import { gather, pieces } from "./support/gather.js";
import { noise } from "./support/noise.js";
import { temporaryFolder } from "./support/temporary-folder.js";

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
