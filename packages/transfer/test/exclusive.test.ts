import { appendFile, mkdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { FileItem, TransferEvent } from "../src/index.js";
import { given } from "./support/download-items.js";
import { manifestOf, runInto } from "./support/manifest.js";
import { dir, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

const scan = (id: string, data: string, more: Partial<FileItem> = {}): FileItem => ({
  ...given(id, data),
  target: "sub-1/T1w.bin",
  exclusive: true,
  ...more,
});
const place = (): string => join(dir, "sub-1/T1w.bin");
const codes = async (items: FileItem[], options = {}): Promise<string[]> =>
  (await runInto(dir, items, { concurrency: 1, ...options })).results.map(
    ({ status, error }) => error?.code ?? status,
  );
const journal = (): string => join(dir, ".scanferry/journal.ndjson");

describe("an exclusive item", () => {
  it("never replaces the file that another item brought in an earlier run, however it looks at it", async () => {
    expect(await codes([scan("t1", "one")])).toEqual(["done"]);
    for (const options of [{}, { checksum: true }, { check: true }, { dryRun: true }])
      for (const more of [
        {},
        { compare: true },
        { sizeBytes: 5 },
        { adopt: () => Promise.resolve({ etag: "x" }) },
      ])
        expect(await codes([scan("t1w", "other", more)], options)).toEqual(["data/unsafe-path"]);
    expect(await readFile(place(), "utf8")).toBe("one");
    expect(await codes([scan("t1", "one")])).toEqual(["unchanged"]);
    expect(await manifestOf(dir)).toMatchObject([{ id: "t1" }]);
    const { results } = await runInto(dir, [scan("t1w", "other")]);
    expect(results[0]?.error).toMatchObject({
      message: "Another item's file stands at this place.",
      subject: "sub-1/T1w.bin",
      retryable: false,
    });
  });

  it("knows the other's file in a copy of the folder that has other times", async () => {
    await codes([scan("t1", "one")]);
    await utimes(place(), 1000, 1000);
    expect(await codes([scan("t1w", "other")])).toEqual(["data/unsafe-path"]);
    await rm(join(dir, ".scanferry"), { recursive: true });
    await rm(place());
    await codes([scan("t1", "one")], { sha256: false });
    await utimes(place(), 1000, 1000);
    expect(await codes([scan("t1w", "other")])).toEqual(["data/unsafe-path"]);
  });

  it("takes the place of an item that is no longer listed, of an edited file, of a deleted one, and of a strange one", async () => {
    const asked: string[] = [];
    const isListed = (id: string): boolean => {
      asked.push(id);
      return id !== "t1";
    };
    await codes([scan("t1", "one")]);
    expect(await codes([scan("t1w", "other")], { isListed })).toEqual(["done"]);
    expect(await codes([scan("t3", "third")], { isListed })).toEqual(["data/unsafe-path"]);
    expect(asked).toEqual(["t1", "t1w"]);
    await writeFile(place(), "edited by hand");
    expect(await codes([scan("t3", "third")], { isListed })).toEqual(["done"]);
    await rm(place());
    expect(await codes([scan("t4", "fourth")])).toEqual(["done"]);
    await rm(join(dir, ".scanferry"), { recursive: true });
    expect(await codes([scan("t5", "fifth")])).toEqual(["done"]);
    expect(await readFile(place(), "utf8")).toBe("fifth");
  });

  it("gives way to others no more than they to it, but an item that is not exclusive is made anew", async () => {
    await codes([scan("t1", "one")]);
    expect(await codes([scan("table", "rows", { exclusive: false })])).toEqual(["done"]);
    expect(await codes([scan("t1", "one")])).toEqual(["data/unsafe-path"]);
    expect(await codes([scan("t1", "one")], { isListed: (id: string) => id !== "table" })).toEqual(["done"]);
  });

  it("sees its own file and its own new version as its own", async () => {
    await codes([scan("t1", "one")]);
    expect(await codes([scan("t1", "a new version")])).toEqual(["done"]);
    await writeFile(place(), "edited");
    expect(await codes([scan("t1", "a new version")])).toEqual(["done"]);
  });

  it("meets the other also under a spelling that some disks take for the same", async () => {
    await codes([scan("t1", "one")]);
    // What a disk that ignores case shows: the other's file under this name.
    await rename(place(), join(dir, "sub-1/t1W.bin"));
    expect(await codes([scan("t1w", "other", { target: "sub-1/t1W.bin" })])).toEqual(["data/unsafe-path"]);
  });
});

describe("an item that two layouts bring by turns into one folder", () => {
  it("is known at both places, and the journal says so once", async () => {
    const of = (target: string): FileItem => ({
      ...given("img", ""),
      target,
      open: async (request) =>
        request.knownEtag === "v1"
          ? { status: "unchanged" }
          : { ...(await given("img", "scan").open(request)), etag: "v1" },
    });
    expect(await codes([of("bids/a.bin")])).toEqual(["done"]);
    expect(await codes([of("minc/a.bin")])).toEqual(["done"]);
    const lines = await readFile(journal(), "utf8");
    for (const target of ["bids/a.bin", "minc/a.bin", "bids/a.bin", "minc/a.bin"])
      expect(await codes([of(target)])).toEqual(["unchanged"]);
    expect(await readFile(journal(), "utf8")).toBe(lines);
  });

  it("is found in a journal that an earlier version wrote, which moved it by turns", async () => {
    const lines: string[] = [];
    for (const [count, target] of ["bids.bin", "minc.bin", "bids.bin"].entries()) {
      await writeFile(join(dir, target), "scan");
      await utimes(join(dir, target), 1000 + count, 1000 + count);
      const record = {
        id: "img",
        path: target,
        bytes: 4,
        etag: "v1",
        mtimeMs: 1000 * (1000 + count),
        at: "then",
      };
      lines.push(`${JSON.stringify(record)}\n`);
    }
    await mkdir(join(dir, ".scanferry"));
    await writeFile(journal(), lines.join(""));
    const of = (target: string): FileItem => ({
      ...given("img", ""),
      target,
      open: ({ knownEtag }) =>
        knownEtag === "v1"
          ? Promise.resolve({ status: "unchanged" })
          : Promise.reject(new Error("asked without its validator")),
    });
    expect(await codes([of("minc.bin"), of("bids.bin")])).toEqual(["unchanged", "unchanged"]);
    expect(await readFile(journal(), "utf8")).toBe(lines.join(""));
  });
});

describe("an item that gets another name", () => {
  const warnings = async (items: FileItem[], options = {}): Promise<TransferEvent[]> => {
    const events: TransferEvent[] = [];
    await runInto(dir, items, { onEvent: (event) => events.push(event), ...options });
    return events.filter(({ type }) => type === "warning");
  };
  const named = (id: string, target: string): FileItem => ({ ...given(id, id), target });

  it("is told of once, for all such items, when what stands under the earlier name is as it was left", async () => {
    expect(await warnings([named("a", "old/a"), named("b", "old/b"), named("c", "old/c")])).toEqual([]);
    await rm(join(dir, "old/c"));
    const renamed = [named("a", "new/a"), named("b", "new/b"), named("c", "new/c"), named("d", "new/d")];
    const warning = {
      type: "warning",
      id: "a",
      message: "2 items get another name than before, and what stands under the earlier name is left there.",
      hint: expect.stringContaining("manifest.ndjson") as string,
    };
    for (const options of [{ check: true }, { dryRun: true }, {}])
      expect(await warnings(renamed, { concurrency: 1, ...options })).toEqual([warning]);
    expect(await warnings(renamed)).toEqual([]);
    expect(await warnings([named("a", "old/a")])).toEqual([]);
  });

  it("is not told of when the earlier file was edited, when the item failed, or when it goes to both places", async () => {
    await warnings([named("a", "old/a"), named("b", "old/b"), named("c", "old/c")]);
    await appendFile(join(dir, "old/a"), "!");
    const failing = { ...named("b", "new/b"), open: () => Promise.reject(new Error("no")) };
    const both = [named("c", "old/c"), named("c", "new/c")];
    expect(await warnings([named("a", "new/a"), failing, ...both], { concurrency: 1, retries: 0 })).toEqual(
      [],
    );
  });
});
