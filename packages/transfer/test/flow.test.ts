import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { ScanferryError, collect, retry, retryAfterMs, take, withStallTimeout } from "../src/index.js";

const tick = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const busy = (more: ConstructorParameters<typeof ScanferryError>[2] = {}): ScanferryError =>
  new ScanferryError("remote/busy", "busy", { retryable: true, ...more });

describe("retry", () => {
  it("waits longer each time, within bounds, and gives up after `retries`", async () => {
    const waits: number[] = [];
    const attempt = retry(() => Promise.reject(busy()), {
      retries: 8,
      baseMs: 100,
      maxDelayMs: 2000,
      random: () => 1,
      sleep: (ms) => Promise.resolve(void waits.push(ms)),
    });
    await expect(attempt).rejects.toMatchObject({ code: "remote/busy" });
    expect(waits).toEqual([100, 200, 400, 800, 1600, 2000, 2000, 2000]);
  });

  it("keeps half of the wait at random and never comes before Retry-After", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(100_000),
        async (random, retryAfterMsAsked) => {
          const waits: number[] = [];
          const sleep = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
          let error = busy();
          const fail = (): Promise<void> => Promise.reject(error);
          await retry(fail, { retries: 1, baseMs: 100, random: () => random, sleep }).catch(() => undefined);
          error = busy({ retryAfterMs: retryAfterMsAsked });
          await retry(fail, { retries: 1, baseMs: 100, random: () => random, sleep }).catch(() => undefined);
          expect(waits[0]).toBeGreaterThanOrEqual(50);
          expect(waits[0]).toBeLessThanOrEqual(100);
          expect(waits[1]).toBeGreaterThanOrEqual(retryAfterMsAsked);
        },
      ),
    );
  });

  it("tries nothing again that is not marked so, and stops waiting when aborted", async () => {
    let tries = 0;
    const fail = (error: Error) => (): Promise<void> => {
      tries++;
      return Promise.reject(error);
    };
    for (const error of [
      new Error("plain"),
      new ScanferryError("remote/failed", "no"),
      busy({ retryAfterMs: 1e9 }),
    ]) {
      await expect(retry(fail(error))).rejects.toBe(error);
    }
    expect(tries).toBe(3);
    const stop = new AbortController();
    const waiting = retry(fail(busy()), { signal: stop.signal, baseMs: 60_000 });
    setTimeout(() => stop.abort(), 10);
    await expect(waiting).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("retryAfterMs", () => {
  it("reads seconds and dates, and nothing else", () => {
    const now = Date.parse("2026-03-03T10:00:00Z");
    expect(retryAfterMs("120", now)).toBe(120_000);
    expect(retryAfterMs("Tue, 03 Mar 2026 10:00:30 GMT", now)).toBe(30_000);
    expect(retryAfterMs("Tue, 03 Mar 2026 09:00:00 GMT", now)).toBe(0);
    for (const value of [null, undefined, "", "soon", "-5"]) expect(retryAfterMs(value, now)).toBeUndefined();
  });
});

describe("withStallTimeout", () => {
  it("counts only the wait for the source, not a slow consumer", async () => {
    async function* source(): AsyncGenerator<number> {
      for (let n = 0; n < 3; n++) {
        await Promise.resolve();
        yield n;
      }
    }
    const seen: number[] = [];
    for await (const n of withStallTimeout(source(), 40)) {
      await tick(80);
      seen.push(n);
    }
    expect(seen).toEqual([0, 1, 2]);
  });

  it("fails with net/timeout when nothing comes, and closes the source when the consumer leaves", async () => {
    async function* hanging(): AsyncGenerator<number> {
      await new Promise(() => undefined);
      yield 1;
    }
    await expect(withStallTimeout(hanging(), 20).next()).rejects.toMatchObject({
      code: "net/timeout",
      retryable: true,
    });
    let closed = false;
    async function* endless(): AsyncGenerator<number> {
      try {
        for (;;) {
          await Promise.resolve();
          yield 1;
        }
      } finally {
        closed = true;
      }
    }
    for await (const one of withStallTimeout(endless(), 1000)) if (one === 1) break;
    expect(closed).toBe(true);
  });
});

describe("collect and take", () => {
  it("count by status, and keep what is asked for", async () => {
    const results = (["done", "done", "failed", "skipped", "unchanged", "planned"] as const).map(
      (status, n) => ({
        id: String(n),
        target: "t",
        action: "download",
        status,
        bytes: 10,
      }),
    );
    expect(await collect(results)).toEqual({
      done: 2,
      failed: 1,
      skipped: 1,
      unchanged: 1,
      planned: 1,
      bytes: 20,
      results,
    });
    expect((await collect(results, { keep: "failed" })).results).toHaveLength(1);
    expect((await collect(results, { keep: "none" })).results).toEqual([]);
  });

  it("take gives at most so many and closes the source", async () => {
    let closed = false;
    const source = function* (): Generator<number> {
      try {
        for (let n = 0; ; n++) yield n;
      } finally {
        closed = true;
      }
    };
    const taken: number[] = [];
    for await (const n of take(3, source())) taken.push(n);
    expect([taken, closed]).toEqual([[0, 1, 2], true]);
    for await (const n of take(0, source())) taken.push(n);
    expect(taken).toHaveLength(3);
  });
});
