import { describe, expect, it } from "vitest";

import { createHttp, openFromHttp, type FileItem } from "../src/index.js";
import { item } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { run } from "./support/run-downloads.js";
import type { Fault } from "./support/fault-server.js";
import { server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

const kept = "Run the same command again: what arrived is kept.";
const again = "Run the same command again: the file is fetched again from its beginning.";
const stall: Fault = { kind: "stall", percent: 50 };
const reset: Fault = { kind: "reset" };

describe("the advice after a transfer that broke", () => {
  const advice = async (fault: Fault, more: Partial<FileItem>): Promise<unknown> => {
    const http = createHttp({ baseUrl: server.url, network: { stallMs: 200 } });
    server.faults = [fault];
    const { results } = await run([item({ open: openFromHttp(http, "/a"), ...more })], { retries: 1 });
    await http.close();
    const { code, retryable, hint } = results[0]!.error!;
    expect(code).toBe(fault === stall ? "net/timeout" : "net/reset");
    expect(retryable).toBe(true);
    return hint;
  };

  it("says that the part is kept where it is", async () => {
    expect(await advice(stall, {})).toBe(kept);
    expect(await advice(reset, {})).toBe(kept);
  });

  it.each<Partial<FileItem>>([{ resumable: false }, { compare: true }])(
    "says that the file comes again whole where nothing is kept (%o)",
    async (more) => {
      expect(await advice(stall, more)).toBe(again);
      expect(await advice(reset, more)).toBe(again);
    },
  );

  it("says so too of a small file and of a server without a validator", async () => {
    server.options.etag = false;
    expect(await advice(stall, {})).toBe(again);
    server.options = { content: noise(50_000) };
    expect(await advice(stall, {})).toBe(again);
  });
});
