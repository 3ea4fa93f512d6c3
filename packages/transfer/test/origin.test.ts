import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { BundleItem, FileItem, TransferItem, TransferResult } from "../src/index.js";
import { statusOf } from "./group/filled-server.js";
import { GroupServer } from "./group/group-server.js";
import { item, one } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { run, visible } from "./support/run-downloads.js";
import { content, dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

const sized = (origin?: string, more: Partial<FileItem> = {}): FileItem =>
  item({ sizeBytes: content.length, ...(origin === undefined ? {} : { origin }), ...more });
/** A server that gives no validators: the length is all there is to go by. */
const serve = (data: Buffer): void => {
  server.options = { content: data, etag: false };
};
/** Another thing of the same length, as two scans of one protocol are. */
const other = noise(content.length, 7);
const onDisk = (): Promise<Buffer> => readFile(join(dir, "a.bin"));
const statuses = (results: readonly TransferResult[]): string[] => results.map(({ status }) => status);
const records = async (): Promise<{ origin?: string }[]> =>
  (await readFile(join(dir, ".scanferry/journal.ndjson"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { origin?: string });

describe("a file whose name went over to another remote thing", () => {
  it.each([
    ["another origin", "E1", "E2"],
    ["an origin where none was noted", undefined, "E2"],
    ["no origin where one was noted", "E1", undefined],
  ])("is brought again: %s", async (_, before, after) => {
    serve(content);
    await run([sized(before)]);
    expect((await run([sized(before)])).unchanged).toBe(1);
    serve(other);
    expect((await run([sized(after)])).done).toBe(1);
    expect((await onDisk()).equals(other)).toBe(true);
    expect((await records()).at(-1)?.origin).toBe(after);
    const asked = server.seen.length;
    expect((await run([sized(after)])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(asked);
  });

  it("is not asked for by a validator of the other one", async () => {
    await run([item({ origin: "E1" })]);
    // Two things may share a date, and a careless server its ETags.
    server.options = { content: other };
    expect((await run([item({ origin: "E2" })])).done).toBe(1);
    expect(server.seen.at(-1)?.headers["if-none-match"]).toBeUndefined();
    expect((await onDisk()).equals(other)).toBe(true);
  });

  it("is unchanged when its bytes are the same, and its record gets the new origin", async () => {
    serve(content);
    await run([sized("E1")]);
    expect((await run([sized("E2")])).results).toMatchObject([{ status: "unchanged" }]);
    expect(server.seen).toHaveLength(2);
    expect((await run([sized("E2")])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(2);
    expect((await records()).map(({ origin }) => origin)).toEqual(["E1", "E2"]);
  });

  it("is unchanged by a listed digest that the file itself has, and its record gets the new origin", async () => {
    serve(content);
    const digest = { expect: { sha256: (await run([sized("E1")])).results[0]?.sha256 ?? "" } };
    expect((await run([sized("E2", digest)])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(1);
    expect((await run([sized("E2")])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(1);
  });

  it("is planned by a dry run, and compared by a check", async () => {
    await run([sized("E1")]);
    expect(statuses((await run([sized("E2")], { dryRun: true })).results)).toEqual(["planned"]);
    expect(statuses((await run([sized("E2")], { check: true })).results)).toEqual(["unchanged"]);
    server.options = { content: other };
    expect(statuses((await run([sized("E2")], { check: true })).results)).toEqual(["planned"]);
    expect(await records()).toHaveLength(1);
  });

  it("does not get the bytes of the other one's part", async () => {
    server.faults = [{ kind: "cut", percent: 50, times: 1 }];
    expect((await run([sized("E1")], { retries: 0 })).failed).toBe(1);
    expect(await visible()).toEqual(["a.bin.part", "a.bin.part.json"]);
    server.options = { content: other };
    expect((await run([sized("E2")])).done).toBe(1);
    expect(server.seen.at(-1)?.headers.range).toBeUndefined();
    expect((await onDisk()).equals(other)).toBe(true);
  });

  it("goes on with its own part", async () => {
    server.faults = [{ kind: "cut", percent: 50, times: 1 }];
    await run([sized("E1")], { retries: 0 });
    expect((await run([sized("E1")])).done).toBe(1);
    expect(server.seen.at(-1)?.headers.range).toBe("bytes=150000-");
    expect((await onDisk()).equals(content)).toBe(true);
  });
});

describe("a group whose names went over to other remote things", () => {
  const files = { a: noise(3000, 1), b: noise(3000, 2), c: noise(3000, 3), d: noise(3000, 4) };
  const filled = (): GroupServer => new GroupServer(files);
  /** Two labels are swapped: each name stands for the other one's bytes. */
  const swap = (group: GroupServer): void => {
    group.files.set("a", { data: files.b, listed: { origin: "E2" } });
    group.files.set("b", { data: files.a, listed: { origin: "E1" } });
  };
  const place = (name: string): Promise<Buffer> => readFile(join(dir, "out", name));

  it.each([
    ["plainly", {}],
    ["with checksum", { checksum: true }],
  ])("is brought again %s, the rest stays unasked", async (_, options) => {
    const group = filled();
    group.files.set("a", { data: files.a, listed: { origin: "E1" } });
    group.files.set("b", { data: files.b, listed: { origin: "E2" } });
    await run([group.item()]);
    swap(group);
    const { results } = await run([group.item()], options);
    expect(statusOf(results, "done").sort()).toEqual(["G/a", "G/b"]);
    expect((await place("a")).equals(files.b)).toBe(true);
    expect((await place("b")).equals(files.a)).toBe(true);
    expect((await run([group.item()])).unchanged).toBe(4);
  });

  it("is planned by a check, though the other one's file is older than the noted date", async () => {
    const group = filled();
    await run([group.item()]);
    swap(group);
    const { results } = await run([group.item()], { check: true });
    expect(statusOf(results, "planned").sort()).toEqual(["G/a", "G/b"]);
    expect(statusOf((await run([group.item()], { dryRun: true })).results, "planned")).toHaveLength(2);
  });

  it("that comes by stream notes its origins, and finds equal bytes unchanged", async () => {
    const group = filled();
    for (const [name, data] of Object.entries(files))
      group.files.set(name, { data, listed: { origin: `E${name}` } });
    await run([group.item()]);
    expect((await records()).map(({ origin }) => origin).sort()).toEqual(["Ea", "Eb", "Ec", "Ed"]);
    for (const [name, data] of Object.entries(files))
      group.files.set(name, { data, listed: { origin: `F${name}` } });
    expect((await run([group.item()])).unchanged).toBe(4);
    expect(group.asked.streams).toBe(2);
    expect((await run([group.item()])).unchanged).toBe(4);
    expect(group.asked.streams).toBe(2);
  });
});

it("an entry of a bundle whose name went over to another remote thing is stored anew", async () => {
  const bundle = (data: Buffer, origin: string): TransferItem =>
    ({
      id: "B",
      target: "",
      async *entries() {
        yield await Promise.resolve({ path: "a.bin", sizeBytes: data.length, origin, body: one(data) });
      },
    }) satisfies BundleItem;
  expect((await run([bundle(content, "E1")])).done).toBe(1);
  expect((await run([bundle(content, "E1")])).unchanged).toBe(1);
  expect((await run([bundle(other, "E2")])).done).toBe(1);
  expect((await onDisk()).equals(other)).toBe(true);
});
