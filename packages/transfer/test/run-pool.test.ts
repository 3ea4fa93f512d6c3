import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { runPool } from "../src/index.js";

const tick = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("runPool", () => {
  it("never works on more than `concurrency` items and gives each result once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat(3), { maxLength: 40 }),
        async (concurrency, delays) => {
          let running = 0;
          let most = 0;
          const results: number[] = [];
          const work = async (turns: number, { index }: { index: number }): Promise<number> => {
            most = Math.max(most, ++running);
            for (let turn = 0; turn < turns; turn++) await Promise.resolve();
            running--;
            return index;
          };
          for await (const index of runPool(delays, work, { concurrency })) results.push(index);
          expect(results.sort((a, b) => a - b)).toEqual(delays.map((_, index) => index));
          expect(most).toBeLessThanOrEqual(concurrency);
        },
      ),
    );
  });

  it("takes no item from the source while nobody reads the results", async () => {
    let taken = 0;
    const source = (function* () {
      for (;;) yield taken++;
    })();
    const pool = runPool(source, (n) => Promise.resolve(n), { concurrency: 4 });
    await pool.next();
    await tick(20);
    // Four at work (each waits for its result to be taken), one of them given, at most one more drawn.
    expect(taken).toBeLessThanOrEqual(6);
    await pool.return();
  });

  it("gives results while the source is slow", async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    async function* source(): AsyncGenerator<number> {
      yield 1;
      await gate;
      yield 2;
    }
    const pool = runPool(source(), (n) => Promise.resolve(n));
    expect((await pool.next()).value).toBe(1);
    release();
    expect((await pool.next()).value).toBe(2);
    expect((await pool.next()).done).toBe(true);
  });

  it("tells the others to stop when one throws, waits for them, closes the source and throws", async () => {
    let stopped = 0;
    let closed = false;
    const source = (function* () {
      try {
        for (let n = 0; ; n++) yield n;
      } finally {
        closed = true;
      }
    })();
    const pool = runPool(
      source,
      async (n, { signal }) => {
        if (n === 3) throw new Error("boom");
        await new Promise<void>((resolve) => {
          signal.addEventListener("abort", () => resolve());
        });
        await tick(5);
        stopped++;
      },
      { concurrency: 4 },
    );
    await expect(pool.next()).rejects.toThrow("boom");
    expect([stopped, closed]).toEqual([3, true]);
  });

  it("gives a signal that any number of workers may listen to", async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error): void => void warnings.push(warning);
    process.on("warning", warned);
    const listen = (_: number, { signal }: { signal: AbortSignal }): Promise<void> => {
      for (let count = 0; count < 20; count++) signal.addEventListener("abort", () => count);
      return tick(1);
    };
    for await (const result of runPool([1], listen)) expect(result).toBeUndefined();
    await tick(1);
    process.off("warning", warned);
    expect(warnings).toEqual([]);
  });

  it("stops at once when aborted, even while the source hangs, and passes a source's error on", async () => {
    const stop = new AbortController();
    async function* hanging(): AsyncGenerator<number> {
      await new Promise(() => undefined);
      yield 1;
    }
    const pool = runPool(hanging(), (n) => Promise.resolve(n), { signal: stop.signal });
    const next = pool.next();
    stop.abort();
    await expect(next).rejects.toMatchObject({ code: "aborted" });
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      await Promise.resolve();
      throw new Error("listing failed");
    }
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const n of runPool(broken(), (one) => Promise.resolve(one))) seen.push(n);
    };
    await expect(read()).rejects.toThrow("listing failed");
    expect(seen).toEqual([1]);
  });
});
