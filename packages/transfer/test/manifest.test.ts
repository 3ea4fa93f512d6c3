import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  ScanferryError,
  download,
  openJournal,
  type DownloadOptions,
  type FileItem,
  type ManifestLine,
  type TransferEvent,
} from "../src/index.js";
import { given, one } from "./support/download-items.js";
import { manifestOf, runInto } from "./support/manifest.js";
import { sha256 } from "./support/sha256.js";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanferry-manifest-"));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

const own = (name: string): string => join(dir, ".scanferry", name);
const run = (items: FileItem[], options: DownloadOptions = {}): ReturnType<typeof runInto> =>
  runInto(dir, items, options);
const manifest = (): Promise<ManifestLine[]> => manifestOf(dir);
const paths = async (): Promise<string[]> => (await manifest()).map(({ path }) => path).sort();

describe("the manifest", () => {
  it("has one line per file with what is known of it", async () => {
    const now = (): number => Date.UTC(2026, 0, 2);
    const md5 = "9dd4e461268c8034f5c8564e155c67a6";
    const open: FileItem["open"] = () => Promise.resolve({ status: "full", etag: "bare", body: one("x") });
    await run([{ id: "img", target: "sub-1/a.txt", open, expect: { md5: md5.toUpperCase() } }], { now });
    expect(await manifest()).toEqual([
      {
        path: "sub-1/a.txt",
        id: "img",
        bytes: 1,
        sha256: sha256(Buffer.from("x")),
        etag: "bare",
        md5,
        at: "2026-01-02T00:00:00.000Z",
      },
    ]);
    expect(await readdir(join(dir, ".scanferry"))).toEqual(["journal.ndjson", "manifest.ndjson"]);
  });

  it("keeps the files of earlier runs that still stand, and drops those that do not", async () => {
    await run([given("a", "1"), given("b", "1"), given("c", "1")]);
    await rm(join(dir, "b"));
    await run([given("d", "1")]);
    expect(await paths()).toEqual(["a", "c", "d"]);
    await run([]);
    expect(await paths()).toEqual(["a", "c", "d"]);
  });

  it("leaves out a file that was edited, cut or damaged since and that this run did not bring again", async () => {
    await run([given("a", "1"), given("b", "longer"), given("c", "3"), given("d", "4")]);
    await writeFile(join(dir, "a"), "11");
    await writeFile(join(dir, "b"), "long");
    await writeFile(join(dir, "c"), "4");
    await utimes(join(dir, "c"), 1000, 1000);
    await run([]);
    expect(await paths()).toEqual(["d"]);
    await run([given("a", "1"), given("b", "longer"), given("c", "3")]);
    expect(await paths()).toEqual(["a", "b", "c", "d"]);
  });

  it("is one for two downloads that follow each other on one open journal", async () => {
    const journal = await openJournal(own("journal.ndjson"));
    await run([given("a", "1"), given("b", "1")], { journal });
    await run([given("participants.tsv", "rows"), given("a", "2")], { journal });
    await journal.close();
    expect((await manifest()).map(({ path, sha256: digest }) => [path, digest]).sort()).toEqual(
      [
        ["a", sha256(Buffer.from("2"))],
        ["b", sha256(Buffer.from("1"))],
        ["participants.tsv", sha256(Buffer.from("rows"))],
      ].sort(),
    );
  });

  it("is whole after failures, after an abort and when the reader stops", async () => {
    const failing: FileItem = {
      ...given("x", ""),
      open: () => Promise.reject(new ScanferryError("remote/failed", "no")),
    };
    expect((await run([given("a", "1"), failing])).failed).toBe(1);
    expect(await paths()).toEqual(["a"]);

    const stop = new AbortController();
    const aborting: FileItem = {
      ...given("y", ""),
      open: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            reject(signal.reason as Error);
          });
          stop.abort();
        }),
    };
    const items = [given("b", "1"), aborting];
    await expect(run(items, { signal: stop.signal, concurrency: 1 })).rejects.toMatchObject({
      code: "aborted",
    });
    expect(await paths()).toEqual(["a", "b"]);

    for await (const { status } of download([given("c", "1"), given("d", "1")], dir, { concurrency: 1 })) {
      expect(status).toBe("done");
      break;
    }
    expect(await paths()).toEqual(expect.arrayContaining(["a", "b", "c"]));
    await expect(
      run([{ ...failing, open: () => Promise.reject(new ScanferryError("auth/rejected", "no")) }]),
    ).rejects.toThrow();
    expect(await paths()).toEqual(expect.arrayContaining(["a", "b", "c"]));
  });

  it("keeps the line of the old version when the new one fails to come", async () => {
    await run([given("a", "old")]);
    const before = await manifest();
    const gone = new ScanferryError("remote/not-found", "gone");
    await run([{ ...given("a", ""), open: () => Promise.reject(gone) }]);
    expect(await manifest()).toEqual(before);
  });

  it("is right after a kill that cut the journal at any byte: what was lost there is compared and entered anew", async () => {
    const items = [given("a", "first"), given("b/c", "second"), given("ü", "third")];
    await run(items);
    const journal = await readFile(own("journal.ndjson"));
    const whole = (await manifest()).map(({ path, sha256: digest }) => `${path} ${String(digest)}`).sort();
    for (let cut = 0; cut <= journal.length; cut += 17) {
      await writeFile(own("journal.ndjson"), journal.subarray(0, cut));
      await rm(own("manifest.ndjson"), { force: true });
      expect((await run(items)).unchanged).toBe(3);
      expect(
        (await manifest()).map(({ path, sha256: digest }) => `${path} ${String(digest)}`).sort(),
      ).toEqual(whole);
    }
  });

  it("has one line for a path that two items had, the newer one's", async () => {
    await run([given("a", "1")]);
    await run([{ ...given("other", "2"), target: "a" }]);
    expect(await manifest()).toMatchObject([{ path: "a", id: "other", sha256: sha256(Buffer.from("2")) }]);
    // The first item's record is about bytes that are gone, so it is not believed.
    expect((await run([given("a", "1")])).done).toBe(1);
    expect(await manifest()).toMatchObject([{ path: "a", id: "a" }]);
    const both = await run([given("a", "1"), { ...given("other", "2"), target: "a" }], { concurrency: 1 });
    expect(both.results.map(({ error, status }) => error?.code ?? status)).toEqual([
      "unchanged",
      "data/unsafe-path",
    ]);
  });

  it("leaves out what the journal says of other things", async () => {
    const journal = await openJournal(own("journal.ndjson"));
    await writeFile(join(dir, "upload.txt"), "x");
    for (const path of ["upload.txt", "../outside", "/etc/hostname", "gone"])
      await journal.append({
        id: path,
        path,
        bytes: 1,
        at: "now",
        ...(path === "upload.txt" ? {} : { mtimeMs: 1 }),
      });
    await journal.append({ type: "note" });
    await run([given("a", "1")], { journal });
    await journal.close();
    expect(await paths()).toEqual(["a"]);
  });

  it("is not written on request, without a journal, and by runs that only look", async () => {
    await run([given("a", "1")], { journal: false });
    expect(await readdir(dir)).toEqual(["a"]);
    for (const options of [{ manifest: false }, { check: true }, { dryRun: true }])
      await run([given("a", "1")], options);
    expect(await readdir(join(dir, ".scanferry"))).toEqual(["journal.ndjson"]);
  });

  it("hides no outcome when it cannot be written: that is a warning, and the old one stands", async () => {
    await run([given("a", "1")]);
    await rm(own("manifest.ndjson"));
    await mkdir(own("manifest.ndjson/in-the-way"), { recursive: true });
    const events: TransferEvent[] = [];
    expect((await run([given("b", "1")], { onEvent: (event) => events.push(event) })).done).toBe(1);
    expect(events.filter(({ type }) => type === "warning")).toHaveLength(1);
    expect(events.at(-1)?.type).toBe("summary");
    expect((await readdir(join(dir, ".scanferry"))).sort()).toEqual(["journal.ndjson", "manifest.ndjson"]);
  });
});
