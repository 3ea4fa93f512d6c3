import { mkdir, readFile, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

import type { TransferEvent } from "../../src/index.js";
import { noise } from "../support/noise.js";
import { run } from "../support/run-downloads.js";
import { sha256 } from "../support/sha256.js";
import { md5 } from "./md5.js";
import { dir, useDownloadServer } from "../support/use-download-server.js";
import { expectWhole, filled, names, statusOf } from "./filled-server.js";
import { GroupServer } from "./group-server.js";

useDownloadServer();

const pathOf = (name = names[0] ?? ""): string => join(dir, "out", name);

describe("a group", () => {
  it("comes by one stream into an empty folder, and its results carry digests", async () => {
    const server = filled();
    const events: TransferEvent[] = [];
    const { results, done } = await run([server.item()], { onEvent: (event) => events.push(event) });
    expect(done).toBe(12);
    expect(server.asked).toEqual({ lists: 1, streams: 1, singles: [], ranges: [] });
    for (const { id, sha256: digest } of results)
      expect(digest).toBe(sha256(server.files.get(id.slice(2))?.data ?? Buffer.alloc(0)));
    expect(events.filter(({ type }) => type === "plan")).toHaveLength(12);
    expect(events.filter(({ type }) => type === "result")).toHaveLength(12);
    await expectWhole(server);
  });

  it("that is here already is told from the list alone", async () => {
    const server = filled();
    await run([server.item()]);
    const { results } = await run([server.item()]);
    expect(results.map(({ status }) => status)).toEqual(names.map(() => "unchanged"));
    expect(results[0]?.sha256).toHaveLength(64);
    expect(server.asked).toEqual({ lists: 2, streams: 1, singles: [], ranges: [] });
  });

  it("of which little is missing is completed singly, and much by the stream", async () => {
    const server = filled(300_000);
    await run([server.item()]);
    const missing = names.slice(0, 3);
    for (const name of missing) await rm(pathOf(name));
    expect((await run([server.item()])).done).toBe(3);
    expect([server.asked.streams, server.asked.singles.sort()]).toEqual([1, [...missing].sort()]);
    for (const name of names.slice(0, 5)) await rm(pathOf(name));
    expect((await run([server.item()])).done).toBe(5);
    expect([server.asked.streams, server.asked.singles.length]).toEqual([2, 3]);
    await expectWhole(server);
  });

  it("of two files, and one that has no stream, is fetched singly", async () => {
    const two = new GroupServer({ a: noise(10, 1), b: noise(10, 2) });
    expect((await run([two.item()])).done).toBe(2);
    expect(two.asked.streams).toBe(0);
    const server = filled();
    const item = server.item();
    delete item.entries;
    expect((await run([item])).done).toBe(12);
    expect([server.asked.streams, server.asked.singles.length]).toEqual([0, 12]);
  });

  it("brings back a file that was edited, cut or deleted, and no other", async () => {
    const server = filled(300_000);
    await run([server.item()]);
    const [edited = "", cut = ""] = names;
    await writeFile(pathOf(edited), noise(300_000, 99));
    await writeFile(pathOf(cut), "cut");
    const { results } = await run([server.item()]);
    expect(statusOf(results, "done").sort()).toEqual([edited, cut].map((name) => `G/${name}`).sort());
    await expectWhole(server);
  });

  it("sees with checksum what was damaged under the same size and time", async () => {
    const server = filled();
    await run([server.item()]);
    const { mtime } = await stat(pathOf());
    await writeFile(pathOf(), noise(3000, 99));
    await utimes(pathOf(), mtime, mtime);
    expect((await run([server.item()])).unchanged).toBe(12);
    expect((await run([server.item()], { checksum: true })).done).toBe(1);
    await expectWhole(server);
  });

  it("takes a listed size or digest for what decides", async () => {
    const server = filled();
    await run([server.item()]);
    const [first = "", second = ""] = names;
    const file = server.files.get(first);
    if (file === undefined) throw new Error("no file");
    // The same length: only the digest tells.
    file.data = noise(3000, 50);
    expect((await run([server.item()])).done).toBe(0);
    file.listed = { expect: { md5: md5(file.data) } };
    expect((await run([server.item()])).done).toBe(1);
    server.files.set(second, { data: noise(5000, 51) });
    expect((await run([server.item()])).done).toBe(1);
    await expectWhole(server);
  });

  it("hashes a file that was recorded without a digest and now is listed with one", async () => {
    const server = filled();
    await run([server.item()]);
    for (const file of server.files.values()) file.listed = { expect: { md5: md5(file.data) } };
    await writeFile(pathOf(), noise(3000, 99));
    const { done, unchanged } = await run([server.item()]);
    expect([done, unchanged]).toEqual([1, 11]);
    await expectWhole(server);
  });

  it("does not write again what another tool left here with the same bytes", async () => {
    const server = filled();
    for (const [name, { data }] of server.files) {
      await mkdir(dirname(pathOf(name)), { recursive: true });
      await writeFile(pathOf(name), data);
    }
    const before = await stat(pathOf());
    expect((await run([server.item()])).unchanged).toBe(12);
    expect((await stat(pathOf())).mtimeMs).toBe(before.mtimeMs);
    expect((await run([server.item()])).unchanged).toBe(12);
    expect(server.asked.streams).toBe(1);
  });

  it("holds empty files, and ones that are larger than what is gathered", async () => {
    const server = filled();
    server.files.set("empty", { data: Buffer.alloc(0) });
    server.files.set("large.bin", { data: noise(3 * 1024 ** 2, 9) });
    server.sizes = false;
    expect((await run([server.item()])).done).toBe(14);
    await expectWhole(server);
  });
});

it("a group whose files get other names is told of once", async () => {
  const server = filled();
  const warnings: TransferEvent[] = [];
  const onEvent = (event: TransferEvent): void => {
    if (event.type === "warning") warnings.push(event);
  };
  await run([server.item()], { onEvent });
  const item = server.item();
  const files: typeof item.files = async function* (request) {
    for await (const file of server.item().files(request)) yield { ...file, target: `new/${file.target}` };
  };
  expect((await run([{ ...item, files }], { onEvent })).done).toBe(12);
  expect(warnings).toMatchObject([
    { message: expect.stringMatching(/^12 items get another name/) as string },
  ]);
});

describe("looking at a group", () => {
  it("with dryRun asks for the list alone and writes nothing", async () => {
    const server = filled();
    expect((await run([server.item()], { dryRun: true })).planned).toBe(12);
    expect(await readdir(dir)).toEqual([]);
    await run([server.item()]);
    await rm(pathOf());
    const { planned, unchanged } = await run([server.item()], { dryRun: true });
    expect([planned, unchanged]).toEqual([1, 11]);
    const closely = await run([server.item()], { dryRun: true, checksum: true });
    expect([closely.planned, closely.unchanged]).toEqual([1, 11]);
    expect(server.asked).toMatchObject({ streams: 1, singles: [] });
  });

  it.each(["check", "checksum"] as const)(
    "with %s asks the server for files without a digest by their date",
    async (option) => {
      const server = filled();
      await run([server.item()]);
      const file = server.files.get(names[0] ?? "");
      if (file === undefined) throw new Error("no file");
      Object.assign(file, { data: noise(3000, 77), lastModified: "Sun, 22 Nov 2026 12:00:00 GMT" });
      const { results } = await run([server.item()], { [option]: true });
      expect(statusOf(results, "unchanged")).toHaveLength(11);
      expect(statusOf(results, option === "check" ? "planned" : "done")).toEqual([`G/${names[0] ?? ""}`]);
      expect(server.asked).toMatchObject({ streams: 1 });
      expect(server.asked.singles).toHaveLength(12);
      if (option === "checksum") await expectWhole(server);
      else expect((await readFile(pathOf())).equals(file.data)).toBe(false);
    },
  );

  it("with check does not ask where digests are listed", async () => {
    const server = filled();
    for (const file of server.files.values()) file.listed = { expect: { md5: md5(file.data) } };
    await run([server.item()]);
    expect((await run([server.item()], { check: true })).unchanged).toBe(12);
    expect(server.asked.singles).toEqual([]);
  });
});
