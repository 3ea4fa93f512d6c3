import { readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { TransferEvent } from "../../src/index.js";
import { noise } from "../support/noise.js";
import { run } from "../support/run-downloads.js";
import { sha256 } from "../support/sha256.js";
import { dir, useDownloadServer } from "../support/use-download-server.js";
import { GroupServer } from "./group-server.js";

useDownloadServer();

const names = Array.from({ length: 12 }, (_, index) => `S ${String(index % 3)}/ü${String(index)}.dcm`);
const filled = (): GroupServer =>
  new GroupServer(Object.fromEntries(names.map((name, index) => [name, noise(3000 + index, index + 1)])));

/** Whether each file stands whole, and nothing besides. */
async function expectWhole(server: GroupServer): Promise<void> {
  for (const [name, { data }] of server.files)
    expect((await readFile(join(dir, "out", name))).equals(data), name).toBe(true);
  const found = await readdir(join(dir, "out"), { recursive: true, withFileTypes: true });
  expect(found.filter((file) => file.isFile())).toHaveLength(server.files.size);
}

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
});
