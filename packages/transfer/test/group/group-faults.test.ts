import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { ScanferryError, type TransferEvent } from "../../src/index.js";
import { one } from "../support/download-items.js";
import { fails } from "../support/fails.js";
import { noise } from "../support/noise.js";
import { run } from "../support/run-downloads.js";
import { dir, useDownloadServer } from "../support/use-download-server.js";
import { expectWhole, filled, names } from "./filled-server.js";
import { md5 } from "./md5.js";

useDownloadServer();

const [first = "", second = ""] = names;
const cut = (): ScanferryError => new ScanferryError("net/reset", "cut", { retryable: true });

describe("a stream of a group", () => {
  it("that is cut early is begun again, and what arrived is not taken twice", async () => {
    const server = filled();
    const events: TransferEvent[] = [];
    server.onBody = (name, stream) => {
      if (stream === 1 && name === names[4]) throw cut();
    };
    const { results, done } = await run([server.item()], { onEvent: (event) => events.push(event) });
    expect(done).toBe(12);
    expect(new Set(results.map(({ id }) => id)).size).toBe(12);
    expect(server.asked).toMatchObject({ streams: 2, singles: [] });
    expect(events.filter(({ type }) => type === "retry")).toHaveLength(1);
    await expectWhole(server);
  });

  it("that is cut near its end is not begun again", async () => {
    const server = filled();
    server.onEntry = (name) => {
      if (name === names[10]) throw cut();
    };
    expect((await run([server.item()])).done).toBe(12);
    // Both are fetched at once, in whichever order.
    server.asked.singles.sort();
    expect(server.asked).toMatchObject({ lists: 1, streams: 1, singles: [names[10], names[11]] });
    await expectWhole(server);
  });

  it("that breaks each time is given up after the second, and singly all comes", async () => {
    const server = filled();
    server.onEntry = (name) => {
      if (name === names[1]) throw new ScanferryError("data/corrupt", "no zip any more", { retryable: true });
    };
    expect((await run([server.item()])).done).toBe(12);
    expect(server.asked.streams).toBe(2);
    expect(server.asked.singles).toHaveLength(11);
    await expectWhole(server);
  });

  it.each([0, 4])("that the server refuses is told of once, with %i retries", async (retries) => {
    const servers = [filled(), filled()];
    const events: TransferEvent[] = [];
    const items = servers.map((server, index) => {
      server.onEntry = () => {
        throw new ScanferryError("remote/failed", "500", { retryable: true });
      };
      return server.item({
        id: `G${String(index)}`,
        async *files() {
          for await (const file of server.item().files({ signal: new AbortController().signal }))
            yield { ...file, id: `${String(index)}/${file.id}`, target: `${String(index)}/${file.target}` };
        },
      });
    });
    expect((await run(items, { retries, onEvent: (event) => events.push(event) })).done).toBe(24);
    expect(servers.map(({ asked }) => [asked.streams, asked.singles.length])).toEqual([
      [1, 12],
      [1, 12],
    ]);
    expect(events.filter(({ type }) => type === "warning")).toHaveLength(1);
  });

  it("with one damaged entry leaves that file to be fetched singly", async () => {
    const server = filled();
    server.onBody = (name, stream) => {
      if (stream > 0 && name === first) throw new ScanferryError("data/checksum-mismatch", "CRC");
    };
    // A reader goes on behind the damage.
    expect((await run([server.item()])).done).toBe(12);
    expect(server.asked).toMatchObject({ lists: 1, streams: 1, singles: [first] });
    await expectWhole(server);
  });

  it("whose entry is not what the list's digest says is fetched singly", async () => {
    const server = filled();
    const file = server.files.get(first);
    if (file === undefined) throw new Error("no file");
    Object.assign(file, { listed: { expect: { md5: md5(file.data) } }, streamed: noise(3000, 99) });
    expect((await run([server.item()])).done).toBe(12);
    expect(server.asked).toMatchObject({ streams: 1, singles: [first] });
    await expectWhole(server);
  });

  it("that lacks a file of the list leaves it to be fetched singly, and one that has a name twice gives it once", async () => {
    const server = filled();
    const item = server.item();
    const entries: typeof item.entries = async function* (request) {
      for await (const entry of server.item().entries?.(request) ?? []) {
        if (entry.entry === first) continue;
        yield entry;
        if (entry.entry === second) yield { entry: second, body: one(noise(10, 1)) };
      }
    };
    expect((await run([{ ...item, entries }])).done).toBe(12);
    expect(server.asked).toMatchObject({ lists: 1, streams: 1, singles: [first] });
    await expectWhole(server);
  });

  it("after which the server is away fails each file without asking for it", async () => {
    const server = filled();
    server.onEntry = () => {
      throw new ScanferryError("remote/busy", "503", { retryable: true });
    };
    const { failed, results } = await run([server.item()], { retries: 2 });
    expect(failed).toBe(12);
    expect(new Set(results.map(({ error }) => error?.code))).toEqual(new Set(["remote/busy"]));
    expect(server.asked).toMatchObject({ streams: 3, singles: [] });
  });

  it("that meets an expired session goes on after one login", async () => {
    const server = filled();
    let logins = 0;
    server.onBody = (name) => {
      if (logins === 0 && name === names[3])
        throw new ScanferryError("net/reset", "cut", { retryable: true });
    };
    server.onEntry = (_, stream) => {
      if (stream === 2 && logins === 0) throw new ScanferryError("auth/expired", "log in");
    };
    const renew = (): Promise<void> => {
      logins++;
      return Promise.resolve();
    };
    expect((await run([server.item()], { renew })).done).toBe(12);
    expect([logins, server.asked.streams]).toEqual([1, 3]);
    await expectWhole(server);
  });

  it.each(["auth/rejected", "local/no-space"] as const)("that ends in %s stops everything", async (code) => {
    const server = filled();
    server.onBody = (name) => {
      if (name === names[5]) throw new ScanferryError(code, "stop");
    };
    expect(await fails(run([server.item()]))).toMatchObject({ code });
    expect(server.asked.singles).toEqual([]);
  });

  it("is left at once on an abort, and the next run completes it", async () => {
    const server = filled();
    const stop = new AbortController();
    server.onBody = (name) => {
      if (name === names[6]) stop.abort();
    };
    expect(await fails(run([server.item()], { signal: stop.signal }))).toMatchObject({ code: "aborted" });
    server.onBody = () => undefined;
    const { done, unchanged } = await run([server.item()]);
    expect(done + unchanged).toBe(12);
    expect(unchanged).toBeGreaterThan(0);
    await expectWhole(server);
    expect(await readdir(join(dir, ".scanferry"))).not.toContain("journal.ndjson.lock");
  });
});
