import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { ScanferryError, isScanferryError, type FileItem, type TransferEvent } from "../src/index.js";
import { given, item } from "./support/download-items.js";
import { run, visible } from "./support/run-downloads.js";
import { content, dir, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

describe("a file that is too large for the file system", () => {
  const tooLarge = Object.assign(new Error("EFBIG: file too large, write"), { code: "EFBIG" });
  const refused: FileItem = {
    id: "big",
    target: "big.bin",
    open: () => Promise.reject(tooLarge),
  };

  it("fails alone, and the others come", async () => {
    const { results, done } = await run([refused, given("b", "x"), given("c", "x")], { concurrency: 1 });
    expect(results[0]?.error?.code).toBe("local/denied");
    expect(done).toBe(2);
  });
});

describe("what stops everything", () => {
  it("is a refused login: the other workers end and the error is thrown", async () => {
    const refused = new ScanferryError("auth/rejected", "no");
    let asked = 0;
    const items = Array.from({ length: 50 }, (_, n) => ({
      ...given(`f${String(n)}`, "x"),
      open: () => {
        asked++;
        return Promise.reject(refused);
      },
    }));
    await expect(run(items, { concurrency: 4 })).rejects.toBe(refused);
    expect(asked).toBeLessThanOrEqual(4);
  });

  it("is a full disk: the error is thrown, the parts that can be continued stay", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write '/data/sub-Jane'"), {
      code: "ENOSPC",
    });
    async function* body(): AsyncGenerator<Uint8Array> {
      yield content.subarray(0, 100_000);
      await Promise.resolve();
      throw full;
    }
    const items = [
      item({ open: () => Promise.resolve({ status: "full", etag: '"v1"', body: body() }) }),
      given("b", "x"),
    ];
    const error = await run(items, { concurrency: 1 }).catch((caught: unknown) => caught);
    expect(isScanferryError(error, "local/no-space")).toBe(true);
    expect(JSON.stringify(error)).not.toContain("Jane");
    expect(await visible()).toEqual(["a.bin.part", "a.bin.part.json"]);
    expect((await stat(join(dir, "a.bin.part"))).size).toBe(100_000);
  });

  it("is an abort: nothing new begins, the part stays, and the next run goes on from there", async () => {
    server.faults = [{ kind: "stall", percent: 50, times: 1 }];
    const stop = new AbortController();
    const events: TransferEvent[] = [];
    let written = 0;
    const onEvent = (event: TransferEvent): void => {
      events.push(event);
      if (event.type !== "progress") return;
      written = event.bytes;
      if (written >= 150_000) stop.abort();
    };
    await expect(
      run([item(), given("b", "x")], { concurrency: 1, signal: stop.signal, onEvent, progressMs: 0 }),
    ).rejects.toMatchObject({ code: "aborted" });
    expect(events.at(-1)?.type).toBe("summary");
    expect(await visible()).toEqual(["a.bin.part", "a.bin.part.json"]);
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(206);
  });
});

describe("an expired session", () => {
  it("leads to one login for all workers", async () => {
    server.session = false;
    let logins = 0;
    const renew = async (): Promise<void> => {
      logins++;
      await new Promise((resolve) => setTimeout(resolve, 30));
      server.session = true;
    };
    const items = Array.from({ length: 20 }, (_, n) => item({ id: String(n), target: `${String(n)}.bin` }));
    expect((await run(items, { concurrency: 8, renew })).done).toBe(20);
    expect(logins).toBe(1);
  });

  it("stops everything after one refused login", async () => {
    server.session = false;
    let logins = 0;
    const renew = (): Promise<void> => {
      logins++;
      return Promise.reject(new ScanferryError("auth/rejected", "no"));
    };
    const items = Array.from({ length: 20 }, (_, n) => item({ id: String(n), target: `${String(n)}.bin` }));
    await expect(run(items, { concurrency: 8, renew })).rejects.toMatchObject({ code: "auth/rejected" });
    expect(logins).toBe(1);
  });
});
