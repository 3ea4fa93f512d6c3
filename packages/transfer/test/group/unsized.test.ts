import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { ScanferryError } from "../../src/index.js";
import { noise } from "../support/noise.js";
import { run } from "../support/run-downloads.js";
import { dir, useDownloadServer } from "../support/use-download-server.js";
import { expectWhole, statusOf } from "./filled-server.js";
import { GroupServer } from "./group-server.js";

useDownloadServer();

const [first, second] = ["0.dcm", "1.dcm"] as const;

/** A server that lists neither lengths nor digests, whose files are here already. */
async function brought(bytes: number, count = 80): Promise<GroupServer> {
  const files = Array.from({ length: count }, (_, index) => [`${String(index)}.dcm`, noise(bytes, index)]);
  const server = new GroupServer(Object.fromEntries(files) as Record<string, Buffer>);
  server.sizes = false;
  await run([server.item()]);
  Object.assign(server.asked, { streams: 0, singles: [] });
  return server;
}

describe("a group of which neither lengths nor digests are listed, and which is here", () => {
  it("is compared with one stream where its files are small", async () => {
    const server = await brought(3000);
    expect((await run([server.item()])).unchanged).toBe(80);
    expect(server.asked).toMatchObject({ streams: 1, singles: [] });
    server.files.set(first, { data: noise(3000, 99) });
    expect(statusOf((await run([server.item()])).results, "done")).toEqual([`G/${first}`]);
    await expectWhole(server);
  });

  it.each([
    ["they are large", 300_000, 70],
    ["they are few", 3000, 12],
  ])("is asked for file by file where %s", async (_, bytes, count) => {
    const server = await brought(bytes, count);
    expect((await run([server.item()])).unchanged).toBe(count);
    expect(server.asked.streams).toBe(0);
    expect(server.asked.singles).toHaveLength(count);
  });

  it("is asked for file by file where the server gives no stream any more", async () => {
    const server = await brought(3000);
    server.onEntry = () => {
      throw new ScanferryError("remote/refused", "no zips");
    };
    await rm(join(dir, "out", second));
    const { done, unchanged } = await run([server.item()]);
    expect([done, unchanged]).toEqual([1, 79]);
    expect(server.asked.singles).toHaveLength(80);
    await expectWhole(server);
  });

  it("is asked for file by file by a check, which streams nothing", async () => {
    const server = await brought(3000);
    expect((await run([server.item()], { check: true })).unchanged).toBe(80);
    expect(server.asked.streams).toBe(0);
    expect(server.asked.singles).toHaveLength(80);
  });
});
