import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { FileItem, StrangeFile } from "../src/index.js";
import { item } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { run } from "./support/run-downloads.js";
import { sha256 } from "./support/sha256.js";
import { content, dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

const place = (): string => join(dir, "a.bin");
const asked: StrangeFile[] = [];
const adopting = (
  vouched: { etag?: string; lastModified?: string } | undefined,
  more: Partial<FileItem> = {},
): FileItem => {
  asked.length = 0;
  return item({
    adopt: (file) => {
      asked.push(file);
      return Promise.resolve(vouched);
    },
    ...more,
  });
};

describe("a file that another tool left", () => {
  it("is asked for with the validator that its owner vouches for, and then it is known", async () => {
    await writeFile(place(), content);
    const { mtimeMs } = await stat(place());
    const { results } = await run([adopting({ etag: '"v1"' })]);
    expect(asked).toMatchObject([{ path: place(), bytes: content.length, mtimeMs }]);
    expect(asked[0]?.signal.aborted).toBe(false);
    expect(results).toMatchObject([
      { status: "unchanged", bytes: content.length, sha256: sha256(content), etag: '"v1"' },
    ]);
    expect(server.seen.map(({ status }) => status)).toEqual([304]);
    const manifest = await readFile(join(dir, ".scanferry/manifest.ndjson"), "utf8");
    expect(JSON.parse(manifest)).toMatchObject({ path: "a.bin", sha256: sha256(content), etag: '"v1"' });
    expect((await run([adopting(undefined)])).results).toMatchObject([{ status: "unchanged", etag: '"v1"' }]);
    expect(asked).toEqual([]);
    expect(server.seen.map(({ status }) => status)).toEqual([304, 304]);
  });

  it("is replaced when the server has another version", async () => {
    await writeFile(place(), noise(10));
    expect((await run([adopting({ etag: '"v0"' })])).done).toBe(1);
    expect((await readFile(place())).equals(content)).toBe(true);
  });

  it("is fetched and compared when nobody vouches for it", async () => {
    await writeFile(place(), content);
    expect((await run([adopting(undefined)])).unchanged).toBe(1);
    await rm(join(dir, ".scanferry"), { recursive: true });
    expect((await run([adopting({})])).unchanged).toBe(1);
    expect(server.seen.map(({ status }) => status)).toEqual([200, 200]);
  });

  it("is not asked about when it is absent, of another length than planned, damaged since, or compared anyway", async () => {
    await run([adopting({ etag: '"v1"' })]);
    await writeFile(place(), noise(10));
    await run([adopting({ etag: '"v1"' }, { sizeBytes: content.length })]);
    await writeFile(place(), noise(content.length, 5));
    await utimes(place(), 1, 1);
    await run([adopting({ etag: '"v1"' })]);
    await run([adopting({ etag: '"v1"' }, { compare: true })]);
    expect(asked).toEqual([]);
    expect((await readFile(place())).equals(content)).toBe(true);
  });

  it("fails alone when its owner cannot tell", async () => {
    await writeFile(place(), content);
    const open = item();
    const { results } = await run([
      { ...open, adopt: () => Promise.reject(new Error("unreadable")) },
      item({ id: "b", target: "b.bin" }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["done", "failed"]);
  });

  it("is entered when its digest alone proves it", async () => {
    await writeFile(place(), content);
    await run([item({ expect: { sha256: sha256(content) } })]);
    expect(server.seen).toEqual([]);
    expect(JSON.parse(await readFile(join(dir, ".scanferry/manifest.ndjson"), "utf8"))).toMatchObject({
      path: "a.bin",
      sha256: sha256(content),
    });
  });
});
