import { createHash } from "node:crypto";
import { readFile, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { openJournal, type FileItem, type GroupItem } from "../src/index.js";
import { item } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { run } from "./support/run-downloads.js";
import { sha256 } from "./support/sha256.js";
import { content, dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

const place = (): string => join(dir, "a.bin");
const statuses = async (items: FileItem[], options = {}): Promise<string[]> =>
  (await run(items, { check: true, concurrency: 1, retries: 0, ...options })).results.map(
    ({ status, error }) => error?.code ?? status,
  );
/** Everything in the folder with its bytes and times. */
const everything = async (): Promise<string> => {
  const names = (await readdir(dir, { recursive: true })).sort();
  const hash = createHash("sha256");
  for (const name of names) {
    const found = await stat(join(dir, name));
    hash.update(`${name} ${String(found.mtimeMs)} `);
    if (found.isFile()) hash.update(await readFile(join(dir, name)));
  }
  return hash.digest("hex");
};

describe("a check", () => {
  it("of an empty folder plans everything, asks nothing and makes nothing, as a dry run does", async () => {
    for (const options of [
      { check: true },
      { dryRun: true },
      { check: true, dryRun: true, checksum: true },
    ]) {
      const { results } = await run(
        [item({ sizeBytes: 7 }), item({ id: "b", compare: true, target: "x/b" })],
        { ...options, concurrency: 1 },
      );
      expect(results.map(({ status, bytes }) => [status, bytes])).toEqual([
        ["planned", 7],
        ["planned", 0],
      ]);
      expect(await readdir(dir)).toEqual([]);
    }
    expect(server.seen).toEqual([]);
  });

  it("asks for what is there with its validator, and leaves every byte and time as it is", async () => {
    await run([item(), item({ id: "gone", target: "gone.bin" })]);
    await writeFile(join(dir, "strange.bin"), "left by another tool");
    const before = await everything();
    const items = [item(), item({ id: "new", target: "new.bin" }), item({ id: "s", target: "strange.bin" })];
    expect(await statuses(items)).toEqual(["unchanged", "planned", "planned"]);
    expect((await run([item()], { check: true })).results).toMatchObject([
      { status: "unchanged", bytes: content.length, sha256: sha256(content), etag: '"v1"' },
    ]);
    server.options = { content: noise(2_000_000, 4), etag: '"v2"' };
    expect(await statuses(items)).toEqual(["planned", "planned", "planned"]);
    server.faults = [{ kind: "status", status: 404, times: 1 }];
    expect(await statuses(items)).toEqual(["remote/not-found", "planned", "planned"]);
    expect(await everything()).toBe(before);
    expect(server.seen.map(({ status }) => status)).toEqual([200, 200, 304, 200, 304, 200, 200, 404, 200]);
  });

  it("does not read the body of a new version", async () => {
    await run([item()]);
    let taken = 0;
    async function* body(): AsyncGenerator<Uint8Array> {
      for (; taken < 100; taken++) yield await Promise.resolve(content);
    }
    const open = (): ReturnType<FileItem["open"]> =>
      Promise.resolve({ status: "full", sizeBytes: 99, body: body() });
    const { results } = await run([item({ open })], { check: true });
    expect(results).toMatchObject([{ status: "planned", bytes: 99 }]);
    expect(taken).toBeLessThan(2);
  });

  it("compares the bytes of items whose validators mean nothing", async () => {
    const compared = item({ compare: true });
    await run([compared]);
    const before = await everything();
    expect(await statuses([compared])).toEqual(["unchanged"]);
    server.options = { content: noise(content.length, 4) };
    expect(await statuses([compared])).toEqual(["planned"]);
    server.options = { content: content.subarray(1) };
    expect(await statuses([compared])).toEqual(["planned"]);
    server.options = { content: Buffer.from("<!doctype html><html>log in</html>") };
    expect(await statuses([compared])).toEqual(["auth/expired"]);
    server.faults = [{ kind: "cut", percent: 50, times: 1 }];
    expect(await statuses([compared])).toEqual(["net/reset"]);
    expect(await everything()).toBe(before);
  });

  it("compares a file without a usable validator, so that a right one is not called outdated", async () => {
    await writeFile(place(), content);
    const before = await everything();
    const opened: number[] = [];
    const told = item();
    const strange = item({
      open: async (request) => {
        opened.push(request.fromByte);
        return told.open(request);
      },
    });
    expect(await statuses([strange])).toEqual(["unchanged"]);
    expect(await statuses([{ ...strange, adopt: () => Promise.resolve(undefined) }])).toEqual(["unchanged"]);
    expect(opened).toEqual([0, 0]);
    server.options = { content: noise(content.length, 4) };
    expect(await statuses([strange])).toEqual(["planned"]);
    expect(await everything()).toBe(before);
    // What differs for sure is not fetched for it: by its length, by its digest, or because it was edited since.
    opened.length = 0;
    expect(await statuses([{ ...strange, sizeBytes: 7 }])).toEqual(["planned"]);
    expect(await statuses([{ ...strange, expect: { sha256: sha256(Buffer.from("x")) } }])).toEqual([
      "planned",
    ]);
    await run([strange]);
    opened.length = 0;
    await writeFile(place(), "notes");
    expect(await statuses([strange])).toEqual(["planned"]);
    expect(opened).toEqual([]);
  });

  it("says of a file with another digest than the listed one that it is planned, whatever the server says to a date", async () => {
    // The listed version is an older file that was put in the place of the newer one.
    server.options = { content, etag: false, lastModified: "Tue, 03 Mar 2026 10:00:00 GMT" };
    await run([item()]);
    const asked = server.seen.length;
    const listed = { expect: { md5: createHash("md5").update("older").digest("hex") } };
    expect(await statuses([item(listed)])).toEqual(["planned"]);
    expect(server.seen).toHaveLength(asked);
    const group: GroupItem = {
      kind: "group",
      id: "G",
      target: "",
      async *files() {
        yield await Promise.resolve({ id: "a", target: "a.bin", entry: "a", ...listed });
      },
      open: (_, request) => item().open(request),
    };
    expect((await run([group], { check: true })).planned).toBe(1);
    expect(server.seen).toHaveLength(asked);
  });

  it("does not read a body of another length for that", async () => {
    await writeFile(place(), "short");
    let taken = 0;
    async function* body(): AsyncGenerator<Uint8Array> {
      for (; taken < 100; taken++) yield await Promise.resolve(content);
    }
    const open = (): ReturnType<FileItem["open"]> =>
      Promise.resolve({ status: "full", sizeBytes: 99, body: body() });
    expect(await statuses([item({ open })])).toEqual(["planned"]);
    expect(taken).toBeLessThan(2);
  });

  it("asks about files of other tools, and enters none", async () => {
    await writeFile(place(), content);
    const adopted = item({ adopt: () => Promise.resolve({ etag: '"v1"' }) });
    expect(await statuses([adopted])).toEqual(["unchanged"]);
    expect(await readdir(dir)).toEqual(["a.bin"]);
  });

  it("logs in again like a download", async () => {
    await run([item()]);
    server.session = false;
    const renew = (): Promise<void> => {
      server.session = true;
      return Promise.resolve();
    };
    expect(await statuses([item()], { renew })).toEqual(["unchanged"]);
  });

  it("writes nothing into a journal that was handed over open", async () => {
    const journal = await openJournal(join(dir, "my.ndjson"));
    await run([item()], { journal });
    await writeFile(join(dir, "b.bin"), content);
    await run(
      [
        item(),
        item({ id: "b", target: "b.bin", expect: { md5: createHash("md5").update(content).digest("hex") } }),
      ],
      {
        journal,
        check: true,
      },
    );
    await journal.close();
    expect((await readFile(join(dir, "my.ndjson"), "utf8")).split("\n")).toHaveLength(2);
  });
});

describe("checksum", () => {
  const damageKeepingTime = async (): Promise<void> => {
    const { atime, mtime } = await stat(place());
    await writeFile(place(), noise(content.length, 3));
    await utimes(place(), atime, mtime);
  };

  it("finds a file that was damaged with its size and time kept, which a plain run believes", async () => {
    await run([item()]);
    await utimes(place(), 1000, 1000);
    await run([item()]);
    await damageKeepingTime();
    expect((await run([item()])).unchanged).toBe(1);
    expect(await statuses([item()])).toEqual(["unchanged"]);
    expect(await statuses([item()], { checksum: true })).toEqual(["planned"]);
    expect((await run([item()], { checksum: true })).done).toBe(1);
    expect((await readFile(place())).equals(content)).toBe(true);
    expect((await run([item()], { checksum: true })).unchanged).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(304);
  });

  it("believes a folder that was copied without times, after a look at its bytes, and enters the new times", async () => {
    for (const checksum of [false, true]) {
      await run([item()]);
      await utimes(place(), 1000, 1000 + Number(checksum));
      expect(await statuses([item()], { checksum })).toEqual(["unchanged"]);
      expect((await run([item()], { checksum })).results).toMatchObject([
        { status: "unchanged", sha256: sha256(content), etag: '"v1"' },
      ]);
      const lines = (await readFile(join(dir, ".scanferry/journal.ndjson"), "utf8")).trim().split("\n");
      expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ mtimeMs: 1000 * (1000 + Number(checksum)) });
      expect((await run([item()])).unchanged).toBe(1);
      expect((await readFile(join(dir, ".scanferry/journal.ndjson"), "utf8")).trim().split("\n")).toEqual(
        lines,
      );
    }
    expect(server.seen.map(({ status }) => status)).toEqual([200, ...Array<number>(7).fill(304)]);
  });

  it("believes no record that has no digest", async () => {
    await run([item()], { sha256: false });
    expect((await run([item()])).unchanged).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(304);
    expect((await run([item()], { checksum: true })).unchanged).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(200);
  });
});
