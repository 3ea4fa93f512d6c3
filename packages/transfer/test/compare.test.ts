import { readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { ScanferryError, type FileItem } from "../src/index.js";
import { given, item } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { run, visible } from "./support/run-downloads.js";
import { sha256 } from "./support/sha256.js";
import { content, dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

const place = (): string => join(dir, "a.bin");
const past = new Date("2020-02-03T04:05:06.000Z");
const timeOf = async (): Promise<string> => (await stat(place())).mtime.toISOString();
/** Puts a file where the item goes, with a time of its own. */
const put = async (data: Uint8Array | string): Promise<void> => {
  await writeFile(place(), data);
  await utimes(place(), past, past);
};
const journalLines = async (): Promise<number> =>
  (await readFile(join(dir, ".scanferry/journal.ndjson"), "utf8")).split("\n").length - 1;

describe("a file whose bytes come again", () => {
  it("is unchanged, keeps its time, and is known from then on", async () => {
    await put(content);
    const { results } = await run([item()]);
    expect(results).toMatchObject([
      { status: "unchanged", bytes: content.length, sha256: sha256(content), etag: '"v1"' },
    ]);
    expect(await timeOf()).toBe(past.toISOString());
    expect(await visible()).toEqual(["a.bin"]);
    expect((await run([item()])).results).toMatchObject([
      { status: "unchanged", sha256: sha256(content), etag: '"v1"' },
    ]);
    expect(server.seen.map(({ status }) => status)).toEqual([200, 304]);
  });

  it("is replaced when it differs in a single byte, or only in its length", async () => {
    for (const at of [0, content.length >> 1, content.length - 1]) {
      const other = Buffer.from(content);
      other[at] = (other[at] ?? 0) ^ 1;
      for (const local of [
        other,
        content.subarray(0, at),
        Buffer.concat([content, other.subarray(0, at + 1)]),
      ]) {
        await put(local);
        expect((await run([item()])).done).toBe(1);
        expect((await readFile(place())).equals(content)).toBe(true);
      }
    }
  });

  it("is replaced when it only begins like a body whose length nobody told", async () => {
    await put("the same and more");
    expect((await run([{ ...given("a", "the same"), target: "a.bin" }])).done).toBe(1);
    expect(await readFile(place(), "utf8")).toBe("the same");
  });

  it("is compared across any cut of a part that is continued", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: content.length - 1 }), fc.boolean(), async (kept, same) => {
        const local = same ? content : Buffer.concat([noise(1, 9), content.subarray(1)]);
        await put(local);
        await writeFile(`${place()}.part`, content.subarray(0, kept));
        const note = { id: "a", etag: '"v1"', sizeBytes: content.length };
        await writeFile(`${place()}.part.json`, JSON.stringify(note));
        const [result] = (await run([item()], { journal: false })).results;
        expect(result?.status).toBe(local.equals(content) ? "unchanged" : "done");
        expect((await readFile(place())).equals(content)).toBe(true);
        expect(server.seen.at(-1)?.status).toBe(206);
        expect(await visible()).toEqual(["a.bin"]);
      }),
      { numRuns: 15 },
    );
  });

  it("is checked like any other: what is wrong does not become right by standing here already", async () => {
    const page = "<!doctype html><html>log in</html>";
    await put(page);
    server.options = { content: Buffer.from(page) };
    const { results } = await run([item()], { retries: 0 });
    expect(results[0]?.error?.code).toBe("auth/expired");
    expect(await readFile(place(), "utf8")).toBe(page);
  });

  it("is left where it is, behind a link too", async () => {
    await writeFile(join(dir, "annexed"), content);
    await symlink("annexed", place());
    expect((await run([item()])).unchanged).toBe(1);
    expect(await visible()).toEqual(["a.bin", "annexed"]);
  });
});

describe("a local file that went wrong", () => {
  it("comes back when it was deleted, although the journal knows it", async () => {
    await run([item()]);
    await rm(place());
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)?.headers["if-none-match"]).toBeUndefined();
  });

  it("comes back when it was damaged with its length kept", async () => {
    await run([item()]);
    await put(noise(content.length, 3));
    expect((await run([item()])).done).toBe(1);
    expect((await readFile(place())).equals(content)).toBe(true);
  });

  it("comes back when the user edited it, while it is unchanged on the server", async () => {
    await run([item()]);
    await put("my own notes");
    expect((await run([item()])).done).toBe(1);
    expect((await readFile(place())).equals(content)).toBe(true);
  });

  it("is unchanged when it was only touched, and is asked for with its validator again", async () => {
    await run([item()]);
    await utimes(place(), past, past);
    expect((await run([item()])).unchanged).toBe(1);
    expect(await timeOf()).toBe(past.toISOString());
    expect((await run([item()])).unchanged).toBe(1);
    expect(server.seen.map(({ status }) => status)).toEqual([200, 304, 304]);
  });
});

describe("an item with compare", () => {
  const compared = (more: Partial<FileItem> = {}): FileItem => item({ compare: true, ...more });

  it("is fetched each time without a condition, and the journal grows only by what is new", async () => {
    await run([compared()]);
    await utimes(place(), past, past);
    for (let round = 0; round < 3; round++) expect((await run([compared()])).unchanged).toBe(1);
    expect(server.seen.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(server.seen.every(({ headers }) => headers["if-none-match"] === undefined)).toBe(true);
    expect(await timeOf()).toBe(past.toISOString());
    expect(await journalLines()).toBe(2);
  });

  it("is fetched whatever the plan says of it", async () => {
    const planned = compared({
      expect: { etag: '"v1"', sha256: sha256(content) },
      sizeBytes: content.length,
    });
    await run([planned]);
    expect((await run([planned])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(2);
  });

  it("notices a change that the server's constant validator hides", async () => {
    await run([compared()]);
    const changed = noise(content.length, 7);
    server.options = { content: changed };
    expect((await run([compared()])).done).toBe(1);
    expect((await readFile(place())).equals(changed)).toBe(true);
  });

  it("never continues a part: its validator means nothing", async () => {
    server.faults = [{ kind: "cut", percent: 50, times: 1 }];
    expect((await run([compared()], { retries: 0 })).failed).toBe(1);
    expect(await visible()).toEqual([]);
    await writeFile(`${place()}.part`, content.subarray(0, 1000));
    await writeFile(`${place()}.part.json`, JSON.stringify({ id: "a", etag: '"v1"' }));
    expect((await run([compared()])).done).toBe(1);
    expect(server.seen.every(({ headers }) => headers.range === undefined)).toBe(true);
  });
});

describe("what belongs beside a file", () => {
  it("is told of each file that stands in its place, after the journal, and of no other", async () => {
    const told: unknown[] = [];
    const stored: NonNullable<FileItem["stored"]> = async (file) => {
      const there = (await readFile(file.path)).length === file.bytes;
      told.push({ ...file, path: file.path === place(), there, lines: await journalLines() });
    };
    const etag = '"v1"';
    const facts = { path: true, target: "a.bin", bytes: content.length, etag, there: true, lines: 1 };
    await run([item({ stored })]);
    await run([item({ stored })]);
    expect(told).toEqual([
      { ...facts, status: "done" },
      { ...facts, status: "unchanged" },
    ]);
    await run([item({ stored })], { check: true });
    await run([item({ stored })], { dryRun: true });
    server.options = { content: noise(5), etag: '"v2"' };
    server.faults = [{ kind: "status", status: 404 }];
    await run([item({ stored })]);
    expect(told).toHaveLength(2);
  });

  it("fails the item when it cannot be written, and the next run tries again", async () => {
    const stored = (): Promise<void> => Promise.reject(new ScanferryError("local/denied", "no"));
    const { results } = await run([item({ stored })]);
    expect(results).toMatchObject([{ status: "failed", error: { code: "local/denied" } }]);
    expect((await run([item({ stored: () => Promise.resolve() })])).unchanged).toBe(1);
  });
});

it("names the action that the item names, in the events too", async () => {
  const seen: (string | undefined)[] = [];
  const { results } = await run(
    [item({ action: "derive" }), item({ id: "b", target: "../b", action: "derive" })],
    {
      onEvent: (event) => seen.push("action" in event ? event.action : undefined),
      concurrency: 1,
    },
  );
  expect(results.map(({ action }) => action)).toEqual(["derive", "derive"]);
  expect(seen.filter((action) => action !== undefined)).toEqual(Array.from({ length: 5 }, () => "derive"));
});
