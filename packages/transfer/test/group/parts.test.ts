import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";

import { ScanferryError } from "../../src/index.js";
import { run } from "../support/run-downloads.js";
import { dir, useDownloadServer } from "../support/use-download-server.js";
import { expectWhole, filled, names } from "./filled-server.js";
import type { GroupServer } from "./group-server.js";

useDownloadServer();

const cut = (): ScanferryError => new ScanferryError("net/reset", "cut", { retryable: true });
const options = { retries: 0, concurrency: 1 };
const parts = async (): Promise<number> =>
  (await readdir(dir, { recursive: true })).filter((name) => name.endsWith(".part")).length;

/** Fetches files singly and breaks off in the middle of each of them; the rest of the folder stays empty. */
async function cutSingly(server: GroupServer, which: readonly string[]): Promise<void> {
  const item = server.item();
  delete item.entries;
  server.onBody = (name, stream) => {
    if (stream === 0 && which.includes(name)) throw cut();
  };
  const files: typeof item.files = async function* (request) {
    for await (const file of server.item().files(request)) if (which.includes(file.entry)) yield file;
  };
  expect((await run([{ ...item, files }], options)).failed).toBe(which.length);
  expect(await parts()).toBe(which.length);
  server.asked.singles.length = 0;
  server.asked.ranges.length = 0;
}

describe("parts that an earlier run left of a group", () => {
  it("are continued before the stream could destroy them", async () => {
    const server = filled(300_000);
    await cutSingly(server, names);
    server.onBody = () => undefined;
    expect((await run([server.item()], options)).done).toBe(12);
    expect(server.asked.streams).toBe(0);
    expect(server.asked.ranges.every((from) => from >= 150_000)).toBe(true);
    await expectWhole(server);
  });

  it("are left alone by a stream that brings the rest, also when it breaks each time", async () => {
    const server = filled(300_000);
    const [held = "", second = ""] = names;
    await cutSingly(server, [held]);
    server.onBody = (name, stream) => {
      if (stream > 0 && name === second) throw cut();
    };
    expect((await run([server.item()], options)).done).toBe(12);
    expect(server.asked.streams).toBeGreaterThan(0);
    expect(server.asked.ranges[server.asked.singles.indexOf(held)]).toBe(150_000);
    await expectWhole(server);
  });

  it("are not waited for where they are of another thing", async () => {
    const server = filled(300_000);
    await cutSingly(server, names);
    server.onBody = () => undefined;
    for (const file of server.files.values()) file.listed = { origin: "E2" };
    expect((await run([server.item()], options)).done).toBe(12);
    expect(server.asked).toMatchObject({ streams: 1, singles: [] });
    await expectWhole(server);
  });
});
