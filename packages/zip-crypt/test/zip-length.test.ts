import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { zipLength, zipStream } from "../src/index.js";
import { gather } from "./support/gather.js";
import { noise } from "./support/noise.js";
import { entryNames } from "./support/entry-names.js";

const kinds = ["aes-256", "zipcrypto", "none"] as const;

describe("zipLength", () => {
  it("gives the exact length of what zipStream makes", async () => {
    const sizes = fc.oneof(
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom(65_534, 65_535, 65_536, 131_070, 262_144),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        entryNames(),
        fc.array(sizes, { minLength: 12, maxLength: 12 }),
        async (encryption, names, lengths) => {
          const entries = names.map((name, index) => ({ name, source: noise(lengths[index] ?? 0) }));
          const zip = zipStream(entries, { encryption, password: "p" });
          const made = await gather(zip.stream);
          const sized = entries.map(({ name, source }) => ({ name, sizeBytes: source.length }));
          expect(zip.lengthBytes).toBe(made.length);
          expect(zipLength(sized, { encryption })).toBe(made.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("adds the zip64 fields exactly at the limits of 32 bits", () => {
    const length = (sizeBytes: number): number =>
      zipLength([{ name: "a", sizeBytes }], { encryption: "aes-256" });
    const marker = 0xffff_ffff;
    const plain = length(1) - 1;
    const extra = (sizeBytes: number): number => length(sizeBytes) - sizeBytes - plain;
    // 79 bytes of local header and encryption stand before the directory: beyond 4 GiB it needs the zip64 end record.
    expect([extra(marker - 80), extra(marker - 79)]).toEqual([0, 76]);
    // The encrypted data are 28 bytes longer than the content, so they are too long for 32 bits first: 20 bytes in the
    // local header and 4 + 8 in the central one; then the content itself: 8 more.
    expect([extra(marker - 29), extra(marker - 28)]).toEqual([76, 76 + 20 + 12]);
    expect([extra(marker - 1), extra(marker)]).toEqual([76 + 20 + 12, 76 + 20 + 20]);
  });

  it("adds the zip64 end record from 65535 entries on", () => {
    const length = (count: number): number =>
      zipLength(
        Array.from({ length: count }, () => ({ name: "abc", sizeBytes: 0 })),
        { encryption: "none" },
      );
    const step = length(2) - length(1);
    expect(length(65_534) - length(65_533)).toBe(step);
    expect(length(65_535) - length(65_534)).toBe(step + 76);
  });
});

describe("zipStream().lengthBytes", () => {
  it.each([
    ["a deflated entry", { level: 6 }, [{ name: "a.txt", source: Buffer.from("a") }]],
    ["a source of unknown length", {}, [{ name: "a.txt", source: () => (async function* () {})() }]],
  ])("is undefined with %s", (_, options, entries) => {
    expect(zipStream(entries, { ...options, password: "p" }).lengthBytes).toBeUndefined();
  });

  it("is known with compression asked for when every entry is compressed already", () => {
    const zip = zipStream([{ name: "a.nii.gz", source: noise(100) }], { password: "p", level: 9 });
    expect(zip.lengthBytes).toBe(
      zipLength([{ name: "a.nii.gz", sizeBytes: 100 }], { encryption: "aes-256" }),
    );
  });
});
