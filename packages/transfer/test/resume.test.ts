import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { FileItem } from "../src/index.js";
import { item } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { run, visible } from "./support/run-downloads.js";
import { sha256 } from "./support/sha256.js";
import { content, dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

describe("resume over two runs", () => {
  const cutRun = async (): Promise<void> => {
    server.faults = [{ kind: "cut", percent: 50, times: 1 }];
    expect((await run([item()], { retries: 0 })).failed).toBe(1);
    expect(await visible()).toEqual(["a.bin.part", "a.bin.part.json"]);
  };

  it("leaves no part of a file that the server cannot continue, and continues none", async () => {
    server.faults = [{ kind: "cut", percent: 50, times: 1 }];
    const whole = item({ resumable: false });
    expect((await run([whole], { retries: 0 })).failed).toBe(1);
    expect(await visible()).toEqual([]);
    await cutRun();
    expect((await run([whole])).done).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(200);
    expect(server.seen.at(-1)?.headers["range"]).toBeUndefined();
    expect(await visible()).toEqual(["a.bin"]);
    expect((await run([whole])).unchanged).toBe(1);
  });

  it("asks for the rest only", async () => {
    await cutRun();
    expect((await run([item()])).done).toBe(1);
    expect(server.seen[1]?.headers).toMatchObject({ range: "bytes=150000-", "if-range": '"v1"' });
    expect(server.seen[1]?.status).toBe(206);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
    expect(await visible()).toEqual(["a.bin"]);
  });

  it.each([
    ["with If-Range", false],
    ["although the server ignores If-Range", true],
  ])("begins anew when the remote file changed, %s", async (_, ignoreIfRange) => {
    await cutRun();
    const changed = noise(300_000, 7);
    server.options = { content: changed, etag: '"v2"', ignoreIfRange };
    expect((await run([item()])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).equals(changed)).toBe(true);
  });

  it("finishes a part that has all bytes (killed before the rename): 416 is not an error", async () => {
    await cutRun();
    await writeFile(join(dir, "a.bin.part"), content);
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(416);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
  });

  it.each([
    ["too long", Buffer.concat([content, content])],
    ["empty", Buffer.alloc(0)],
  ])("begins anew with a part that is %s", async (_, part) => {
    await cutRun();
    await writeFile(join(dir, "a.bin.part"), part);
    expect((await run([item()])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
  });

  it("begins anew when the note beside the part is cut at any byte or belongs to another item", async () => {
    await cutRun();
    const note = await readFile(join(dir, "a.bin.part.json"));
    const other = Buffer.from(note.toString().replace('"id":"a"', '"id":"b"'));
    for (const text of [note.subarray(0, 0), note.subarray(0, 5), note.subarray(0, note.length - 3), other]) {
      await rm(join(dir, "a.bin"), { force: true });
      await writeFile(join(dir, "a.bin.part"), noise(1000, 99));
      await writeFile(join(dir, "a.bin.part.json"), text);
      expect((await run([item()], { journal: false })).done).toBe(1);
      expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
    }
  });

  it("finds wrong bytes in a part by the digest and begins anew", async () => {
    await cutRun();
    await writeFile(join(dir, "a.bin.part"), noise(150_000, 5));
    expect((await run([item({ expect: { sha256: sha256(content) } })])).done).toBe(1);
    expect(server.seen.map(({ status }) => status)).toEqual([200, 206, 200]);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
  });
});

describe("a second run", () => {
  it("asks nothing when digest or length agree, and 304 when only an ETag is known", async () => {
    const known = { sizeBytes: content.length, expect: { sha256: sha256(content) } };
    await run([item(known)]);
    expect((await run([item(known)])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(1);
    expect((await run([item()])).unchanged).toBe(1);
    expect(server.seen[1]?.headers["if-none-match"]).toBe('"v1"');
    expect(server.seen[1]?.status).toBe(304);
  });

  it("brings a file again that was changed here or on the server", async () => {
    await run([item()]);
    await writeFile(join(dir, "a.bin"), "edited");
    expect((await run([item()])).done).toBe(1);
    server.options = { content: noise(10), etag: '"v2"' };
    expect((await run([item()])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).length).toBe(10);
  });

  it("brings a new version of the same length although its answers name no version, only the plan does", async () => {
    server.options = { content, etag: false };
    const planned = (etag: string): FileItem => item({ sizeBytes: content.length, expect: { etag } });
    expect((await run([planned("v1")])).done).toBe(1);
    expect((await run([planned("v1")])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(1);
    const changed = noise(content.length, 7);
    server.options = { content: changed, etag: false };
    expect((await run([planned("v2")])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).equals(changed)).toBe(true);
    expect((await run([planned("v2")])).unchanged).toBe(1);
  });

  it("does not take a file for the planned version when the journal knows no version of it", async () => {
    server.options = { content, etag: false };
    const size = { sizeBytes: content.length };
    await run([item(size)]);
    expect((await run([item(size)])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(1);
    expect((await run([item({ ...size, expect: { etag: "v2" } })])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(2);
  });

  it("remembers the version that came, not the one that was planned before it changed", async () => {
    server.options = { content, etag: '"v2"' };
    const planned = (etag: string): FileItem => item({ sizeBytes: content.length, expect: { etag } });
    expect((await run([planned('"v1"')])).results).toMatchObject([{ status: "done", etag: '"v2"' }]);
    expect((await run([planned('"v2"')])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(1);
  });

  it("takes a file of foreign origin as unchanged by its digest alone, never by its length", async () => {
    await writeFile(join(dir, "a.bin"), content);
    expect(
      (await run([item({ expect: { md5: createHash("md5").update(content).digest("hex").toUpperCase() } })]))
        .unchanged,
    ).toBe(1);
    await rm(join(dir, ".scanferry"), { recursive: true });
    await writeFile(join(dir, "a.bin"), noise(content.length, 3));
    expect((await run([item({ sizeBytes: content.length })])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
  });
});
