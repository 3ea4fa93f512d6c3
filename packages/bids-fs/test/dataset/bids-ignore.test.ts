import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBidsIgnore } from "../../src/dataset/bids-ignore.js";
import { liveHeapBytes } from "../support/live-heap-bytes.js";

describe("parseBidsIgnore", () => {
  it("knows gitignore's patterns: anchors, folders, double stars, negation, comments, CRLF and a byte order mark", () => {
    const ignored = parseBidsIgnore(
      "\uFEFF# notes\r\n/extra_data/\r\n*_physio.tsv.gz\r\n!sub-02_physio.tsv.gz\r\n**/tmp/*.txt\r\n",
    );
    expect(ignored("extra_data/")).toBe(true);
    expect(ignored("sub-01/extra_data/")).toBe(false);
    expect(ignored("sub-01/func/sub-01_physio.tsv.gz")).toBe(true);
    expect(ignored("sub-02/func/sub-02_physio.tsv.gz")).toBe(false);
    expect(ignored("a/b/tmp/x.txt")).toBe(true);
    expect(ignored("# notes")).toBe(false);
  });

  it("lets case count, as git does", () => {
    expect(parseBidsIgnore("*.TXT")("a.txt")).toBe(false);
  });

  it("answers alike before and after it forgets what it has judged", () => {
    const ignored = parseBidsIgnore("*_1.txt");
    for (let i = 0; i < 25_000; i += 1) {
      const path = `sub-${String(i)}/x_${String(i % 2)}.txt`;
      if (ignored(path) !== (i % 2 === 1)) expect.fail(path);
    }
    expect(ignored("x_1.txt")).toBe(true);
  });

  it("does not remember all paths that it has judged", () => {
    const ignored = parseBidsIgnore("*_1.txt");
    const before = liveHeapBytes();
    for (let i = 0; i < 59_000; i += 1) ignored(`sub-${String(i)}/anat/sub-${String(i)}_T1w.nii.gz`);
    // The library by itself keeps some 400 bytes for each path, 22 MB here.
    expect(liveHeapBytes() - before).toBeLessThan(8 * 1024 * 1024);
    expect(ignored("x_1.txt")).toBe(true);
  });

  it("takes any file name that a disk can hold", () => {
    const ignored = parseBidsIgnore("secret*\n!secret-not");
    const name = fc
      .string({ unit: "binary", minLength: 1 })
      .filter((text) => !/[/\0]/.test(text) && !/^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(name, (text) => {
        expect(ignored(`sub-01/${text}`)).toBe(text.startsWith("secret") && text !== "secret-not");
      }),
    );
  });
});
