import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { ScanferryError } from "../../src/index.js";
import { one } from "../support/download-items.js";
import { noise } from "../support/noise.js";
import { run } from "../support/run-downloads.js";
import { dir, useDownloadServer } from "../support/use-download-server.js";
import { expectWhole, filled, names, statusOf } from "./filled-server.js";

useDownloadServer();

const [first = "", second = ""] = names;

describe("a group's list", () => {
  it("with names that are not safe or clash fails these files alone, in the stream too", async () => {
    const server = filled();
    const bad = ["../evil", "/abs", "S 0/Ü0.dcm", ".scanferry/journal.ndjson", "a.part"];
    for (const [index, name] of bad.entries())
      server.files.set(name, {
        data: noise(50, index),
        listed: { target: index === 2 ? `out/${name}` : name },
      });
    const { results, failed } = await run([server.item()]);
    expect(failed).toBe(5);
    expect(new Set(results.map(({ error }) => error?.code))).toEqual(
      new Set([undefined, "data/unsafe-path"]),
    );
    expect(server.asked).toMatchObject({ lists: 1, singles: [] });
    await expectWhole(server, bad);
    expect(await readdir(dir)).toEqual([".scanferry", "out"]);
  });

  it("does not take the place of another item's file", async () => {
    const server = filled();
    await run([server.item()]);
    const other = server.item({
      async *files(request) {
        for await (const file of server.item().files(request)) yield { ...file, id: `other/${file.id}` };
      },
    });
    const { results } = await run([other]);
    expect(results.map(({ error }) => error?.code)).toEqual(names.map(() => "data/unsafe-path"));
    expect((await run([other], { isListed: () => false })).unchanged).toBe(12);
  });

  it("is read again for an entry that is not on it", async () => {
    const server = filled();
    server.onList = (time) => {
      if (time === 1) server.files.delete("new.dcm");
      else server.files.set("new.dcm", { data: noise(100, 3) });
    };
    server.extra = [{ entry: "new.dcm", body: one(noise(100, 3)) }];
    expect((await run([server.item()])).done).toBe(13);
    expect(server.asked).toMatchObject({ lists: 2, streams: 1, singles: ["new.dcm"] });
    await expectWhole(server);
  });

  it("counts anew where a file gets another length or vanishes meanwhile", async () => {
    const server = filled();
    server.onEntry = (_, stream) => {
      if (stream !== 1) return;
      server.files.set(second, { data: noise(4000, 70) });
      server.files.delete(first);
      server.onEntry = () => undefined;
    };
    // The stream shows the new state, the list had the old one.
    const item = server.item();
    const entries: typeof item.entries = async function* (request) {
      server.onEntry("", 1);
      yield* server.item().entries?.(request) ?? [];
    };
    const { results, done, skipped } = await run([{ ...item, entries }]);
    expect([done, skipped]).toEqual([11, 1]);
    expect(results.find(({ status }) => status === "skipped")).toMatchObject({
      id: `G/${first}`,
      error: { code: "remote/not-found" },
    });
    expect(server.asked.lists).toBe(2);
    await expectWhole(server);
  });

  it("that goes on naming a file which the server does not have makes that one fail", async () => {
    const server = filled();
    const gone = { data: noise(10, 1) };
    const item = server.item();
    const files: typeof item.files = async function* (request) {
      yield* server.item().files(request);
      yield { id: "G/gone", target: "out/gone", entry: "gone", source: "gone", sizeBytes: gone.data.length };
    };
    const { results } = await run([{ ...item, files }]);
    expect(statusOf(results, "failed")).toEqual(["G/gone"]);
    expect(results.find(({ status }) => status === "failed")?.error?.code).toBe("remote/not-found");
    expect(server.asked).toMatchObject({ lists: 2, singles: ["gone"] });
    await expectWhole(server);
  });

  it("that breaks is read again without telling anything twice; one that goes on breaking fails the whole", async () => {
    const server = filled();
    await run([server.item()]);
    const item = server.item();
    let lists = 0;
    const files: typeof item.files = async function* (request) {
      let count = 0;
      lists++;
      for await (const file of server.item().files(request)) {
        if (++count === 6 && lists === 1) throw new ScanferryError("net/reset", "cut", { retryable: true });
        yield file;
      }
    };
    const { results } = await run([{ ...item, files }]);
    expect(results.map(({ status }) => status)).toEqual(names.map(() => "unchanged"));
    expect(lists).toBe(2);
    const never = server.item({
      async *files() {
        await Promise.resolve();
        throw new ScanferryError("remote/not-found", "no such resource");
        yield { id: "", target: "", entry: "" };
      },
    });
    expect((await run([never])).results).toMatchObject([{ id: "G", target: "out", status: "failed" }]);
  });

  it("with one name of the stream for two files fetches both singly", async () => {
    const server = filled();
    const item = server.item();
    const files: typeof item.files = async function* (request) {
      for await (const file of server.item().files(request))
        yield file.entry === second ? { ...file, entry: first } : file;
    };
    expect((await run([{ ...item, files }])).done).toBe(12);
    expect(server.asked.singles.sort()).toEqual([first, second].sort());
    await expectWhole(server);
  });

  it("names a place that the disk refuses, and the others come", async () => {
    const server = filled();
    await mkdir(join(dir, "out", first), { recursive: true });
    await writeFile(join(dir, "out", first, "inside"), "a folder where a file belongs");
    const { results, done } = await run([server.item()]);
    expect(done).toBe(11);
    expect(results.find(({ status }) => status === "failed")?.error?.code).toMatch(/^local\//);
    await rm(join(dir, "out", first), { recursive: true });
    expect((await run([server.item()])).done).toBe(1);
    await expectWhole(server);
  });
});
