import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { isStrongDate, soundSince } from "../src/download/sound-date.js";
import { filled, names, statusOf } from "./group/filled-server.js";
import { streamDate } from "./group/group-server.js";
import { item } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { run, visible } from "./support/run-downloads.js";
import { sha256 } from "./support/sha256.js";
import { content, dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

const second = "Tue, 03 Mar 2026 10:00:00 GMT";
const before = "Tue, 03 Mar 2026 09:59:59 GMT";
const next = "Tue, 03 Mar 2026 10:00:01 GMT";
/** A version that came within the same second, so that its date is the same. */
const later = noise(content.length, 7);
const serve = (data: Buffer, date: string): void => {
  server.options = { content: data, etag: false, lastModified: second, date };
};
const onDisk = (): Promise<Buffer> => readFile(join(dir, "a.bin"));

describe("a date that stands for a version", () => {
  it("is at least a second older than its answer", () => {
    expect(isStrongDate(second, next)).toBe(true);
    for (const sent of [second, before, undefined, "", "soon"])
      expect(isStrongDate(second, sent)).toBe(false);
    expect(isStrongDate("soon", next)).toBe(false);
    expect(isStrongDate(undefined, next)).toBe(false);
  });

  it("is asked with as it is, another one by the second before it", () => {
    expect(soundSince(second, next)).toBe(second);
    for (const sent of [second, before, undefined]) expect(soundSince(second, sent)).toBe(before);
    expect(soundSince("soon", next)).toBeUndefined();
    expect(soundSince(undefined, next)).toBeUndefined();
  });
});

describe("a part of which only a date is known", () => {
  const cutRun = async (more = {}): Promise<void> => {
    server.faults = [{ kind: "cut", percent: 50, times: 1 }];
    expect((await run([item(more)], { retries: 0 })).failed).toBe(1);
  };

  it("is continued when the file was a second old at least", async () => {
    serve(content, next);
    await cutRun();
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)).toMatchObject({ status: 206, headers: { "if-range": second } });
    expect((await onDisk()).equals(content)).toBe(true);
  });

  it("is not kept when the file was younger, so that no two versions are joined", async () => {
    serve(content, second);
    await cutRun();
    expect(await visible()).toEqual([]);
    serve(later, next);
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(200);
    expect((await onDisk()).equals(later)).toBe(true);
  });

  it("of an earlier release, without the date of its answer, is begun anew", async () => {
    serve(content, next);
    await cutRun();
    const note = join(dir, "a.bin.part.json");
    const { date, ...rest } = JSON.parse(await readFile(note, "utf8")) as { date: string };
    expect(date).toBe(next);
    await writeFile(note, JSON.stringify(rest));
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(200);
  });

  it("keeps the date of the answer that began it, through answers that continue it", async () => {
    const expected = { expect: { sha256: sha256(content) } };
    serve(content, second);
    await cutRun(expected);
    // The digest lets the part be continued; that the rest came later makes its date no better.
    serve(content, next);
    await cutRun(expected);
    expect(server.seen.at(-1)).toMatchObject({ status: 206 });
    expect(server.seen.at(-1)?.headers["if-range"]).toBeUndefined();
    serve(later, next);
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(200);
    expect((await onDisk()).equals(later)).toBe(true);
  });
});

describe("a whole file of which only a date is known", () => {
  it("is seen to have changed within the second of its date, and is settled after that", async () => {
    serve(content, second);
    await run([item()]);
    serve(later, next);
    expect((await run([item()])).done).toBe(1);
    expect((await onDisk()).equals(later)).toBe(true);
    expect((await run([item()])).unchanged).toBe(1);
    expect(server.seen.at(-1)).toMatchObject({ status: 304, headers: { "if-modified-since": second } });
  });

  it("that came by stream is asked for by the second before the stream", async () => {
    const group = filled();
    await run([group.item()]);
    const file = group.files.get(names[0] ?? "");
    if (file === undefined) throw new Error("no file");
    Object.assign(file, { data: noise(3000, 77), lastModified: streamDate });
    const { results } = await run([group.item()], { checksum: true });
    expect(statusOf(results, "done")).toEqual([`G/${names[0] ?? ""}`]);
    expect((await run([group.item()], { checksum: true })).unchanged).toBe(12);
  });
});
