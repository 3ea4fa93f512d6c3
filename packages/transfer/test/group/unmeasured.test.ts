import { describe, expect, it } from "vitest";

import { ScanferryError, type GroupItem } from "../../src/index.js";
import { noise } from "../support/noise.js";
import { run, visible } from "../support/run-downloads.js";
import { useDownloadServer } from "../support/use-download-server.js";
import { expectWhole, statusOf } from "./filled-server.js";
import { GroupServer } from "./group-server.js";
import { md5 } from "./md5.js";

useDownloadServer();

/** Two files of unknown length. */
function unmeasured(): GroupServer {
  const server = new GroupServer({ a: noise(4096, 1), b: noise(4096, 2) });
  server.sizes = false;
  server.lengths = false;
  return server;
}

/** The files as they come through a proxy that cuts single ones cleanly: nothing in the answers shows it. */
function cut(server: GroupServer): GroupItem {
  const item = server.item();
  return {
    ...item,
    open: async (file, request) => {
      const opened = await item.open(file, request);
      return opened.status === "unchanged" ? opened : { ...opened, body: beginning(opened.body) };
    },
  };
}

async function* beginning(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    yield chunk.subarray(0, 1000);
    return;
  }
}

describe("a file of a group whose length nobody tells", () => {
  it("comes by the stream, whose reader knows where it ends", async () => {
    const server = unmeasured();
    expect((await run([cut(server)])).done).toBe(2);
    expect(server.asked.streams).toBe(1);
    await expectWhole(server);
  });

  it("fails where the stream does not bring it, instead of standing there cut", async () => {
    const server = unmeasured();
    server.onEntry = () => {
      throw new ScanferryError("remote/refused", "no zips");
    };
    const { results } = await run([cut(server)]);
    expect(statusOf(results, "failed")).toEqual(["G/a", "G/b"]);
    expect(results.map(({ error }) => error?.code)).toEqual(["data/size-mismatch", "data/size-mismatch"]);
    expect(await visible()).toEqual([]);
  });

  it("is fetched singly where a digest tells whether it is whole", async () => {
    const server = unmeasured();
    for (const file of server.files.values()) file.listed = { expect: { md5: md5(file.data) } };
    expect((await run([cut(server)], { retries: 0 })).failed).toBe(2);
    expect(server.asked.streams).toBe(0);
  });

  it("is only looked at by a check", async () => {
    const server = unmeasured();
    await run([cut(server)]);
    const { streams } = server.asked;
    expect((await run([cut(server)], { check: true })).unchanged).toBe(2);
    expect(server.asked.streams).toBe(streams);
  });
});
