import { mkdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { download, type FileItem, type TransferEvent } from "../src/index.js";
import { given, item } from "./support/download-items.js";
import { quick, run, visible } from "./support/run-downloads.js";
import { sha256 } from "./support/sha256.js";
import { content, dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

describe("paths", () => {
  it("are refused item by item, and the others go on", async () => {
    await symlink(tmpdir(), join(dir, "link"));
    const targets = [
      "../a",
      "/etc/a",
      "ok/a",
      "OK/A",
      "a\0",
      "nul",
      "x.part",
      "x.PART.json",
      ".scanferry/journal.ndjson",
      "link/a",
      "ok/b",
    ];
    const { results, done, failed } = await run(
      targets.map((target, n) => ({ ...given(String(n), "x"), target })),
    );
    expect([done, failed]).toEqual([2, 9]);
    expect(
      results
        .filter(({ error }) => error !== undefined)
        .every(({ error }) => error?.code === "data/unsafe-path"),
    ).toBe(true);
  });

  it("may not lie in the folder of the journal, however it is spelled, unless the item is our own", async () => {
    const targets = [
      ".scanferry/x",
      ".SCANFERRY/x",
      ".scan\u200Dferry/x",
      "./.Scanferry//server/x",
      ".\u017Fcanferry/x",
      ".scanferry",
    ];
    const { results } = await run(targets.map((target, n) => ({ ...given(String(n), "x"), target })));
    expect(results.map(({ error }) => error?.code)).toEqual(targets.map(() => "data/unsafe-path"));
    const ownFiles = ["server/participants.tsv", "journal.ndjson", "manifest.ndjson", "Manifest.NDJSON"];
    const inside = await run(
      ownFiles.map((name) => ({ ...given(name, "x"), target: `.scanferry/${name}`, internal: true })),
      { concurrency: 1 },
    );
    expect(inside.results.map(({ error, status }) => error?.code ?? status)).toEqual([
      "done",
      ...Array.from({ length: 3 }, () => "data/unsafe-path"),
    ]);
    expect(await readFile(join(dir, ".scanferry/server/participants.tsv"), "utf8")).toBe("x");
    expect((await run([{ ...given("deep", "x"), target: "sub/.scanferry/x" }])).done).toBe(1);
  });

  it("may have names as long as the file system takes", async () => {
    const name = "n".repeat(255);
    expect((await run([given(name, "x")])).done).toBe(1);
    expect(await visible()).toEqual([name]);
  });

  it("do not follow a link planted under the name of the part", async () => {
    const victim = join(dir, "victim");
    await writeFile(victim, "precious");
    await symlink(victim, join(dir, "a.bin.part"));
    const { results } = await run([item()]);
    expect(results[0]?.error?.code).toBe("local/denied");
    expect(await readFile(victim, "utf8")).toBe("precious");
  });
});

describe("a dry run", () => {
  it("writes nothing, asks nothing and says what it would do", async () => {
    await rm(dir, { recursive: true });
    const { results } = await run([item({ sizeBytes: 7 }), { ...given("b", "x"), target: "../b" }], {
      dryRun: true,
      concurrency: 1,
    });
    expect(results.map(({ status }) => status)).toEqual(["planned", "failed"]);
    expect(results[0]?.bytes).toBe(7);
    await expect(stat(dir)).rejects.toMatchObject({ code: "ENOENT" });
    expect(server.seen).toHaveLength(0);
  });

  it("knows what is there already, and leaves the journal as it is", async () => {
    const known = { sizeBytes: content.length, expect: { sha256: sha256(content) } };
    await run([item(known)]);
    const before = await readFile(join(dir, ".scanferry/journal.ndjson"), "utf8");
    expect((await run([item(known)], { dryRun: true })).unchanged).toBe(1);
    expect(await readFile(join(dir, ".scanferry/journal.ndjson"), "utf8")).toBe(before);
  });
});

describe("a dry run over folders of which some are there", () => {
  it("finds what is in them", async () => {
    const at = (target: string): FileItem => ({ ...item({ sizeBytes: content.length }), id: target, target });
    const expect256 = { expect: { sha256: sha256(content) } };
    await run([{ ...at("here/deep/a.bin"), ...expect256 }]);
    const targets = ["gone/a.bin", "here/deep/a.bin", "here/gone/a.bin", "gone/b.bin", "here/deep/b.bin"];
    const { results } = await run(
      targets.map((target) => ({ ...at(target), ...expect256 })),
      { dryRun: true, concurrency: 1 },
    );
    expect(results.filter(({ status }) => status === "unchanged").map(({ id }) => id)).toEqual([
      "here/deep/a.bin",
    ]);
    expect(results).toHaveLength(targets.length);
  });
});

describe("events", () => {
  it("tell of each item from plan to result, and of the sum at the end", async () => {
    server.faults = [{ kind: "status", status: 503, times: 1 }];
    const events: TransferEvent[] = [];
    await run([item({ sizeBytes: content.length })], {
      onEvent: (event) => events.push(event),
      progressMs: 0,
    });
    expect(events[0]).toEqual({
      type: "plan",
      id: "a",
      target: "a.bin",
      action: "download",
      sizeBytes: content.length,
    });
    expect(events[1]).toMatchObject({ type: "retry", id: "a", attempt: 1, error: { code: "remote/busy" } });
    expect(events[2]).toEqual({
      type: "start",
      id: "a",
      target: "a.bin",
      action: "download",
      fromByte: 0,
      sizeBytes: content.length,
    });
    const progress = events.filter((event) => event.type === "progress").map(({ bytes }) => bytes);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(content.length);
    expect(events.at(-2)).toMatchObject({
      type: "result",
      status: "done",
      bytes: content.length,
      sha256: sha256(content),
      etag: '"v1"',
    });
    expect(events.at(-1)).toMatchObject({ type: "summary", done: 1, failed: 0, bytes: content.length });
  });
});

describe("a second process", () => {
  it("is kept out of the same folder", async () => {
    const first = download([item()], dir, quick);
    await first.next();
    await expect(run([item()])).rejects.toMatchObject({ code: "local/busy" });
    await first.return();
    expect((await run([item()])).unchanged).toBe(1);
  });
});

describe("content checks", () => {
  it.each([
    ["an HTML page under another name", "page.dcm", "<!doctype html><html></html>", "auth/expired"],
    ["text named .nii", "a.nii", "error: no such file", "data/corrupt"],
    ["text named .nii.gz", "a.nii.gz", "x", "data/corrupt"],
    ["an empty .nii.gz", "b.nii.gz", "", "data/corrupt"],
    ["text named .mnc", "a.mnc", "oops, not found", "data/corrupt"],
  ])("refuse %s and leave nothing", async (_, name, text, code) => {
    const { results } = await run([given(name, text)]);
    expect(results[0]?.error?.code).toBe(code);
    expect(await visible()).toEqual([]);
  });

  it("are replaced by an item's own", async () => {
    const { done } = await run([{ ...given("a.nii", "no image, but wanted"), checks: [] }]);
    expect(done).toBe(1);
  });
});

it("makes folders where they are missing and keeps what was there", async () => {
  await mkdir(join(dir, "old"));
  await writeFile(join(dir, "old/note.txt"), "mine");
  expect((await run([{ ...given("x", "1"), target: "old/deep/er/x" }])).done).toBe(1);
  expect(await readFile(join(dir, "old/note.txt"), "utf8")).toBe("mine");
});
