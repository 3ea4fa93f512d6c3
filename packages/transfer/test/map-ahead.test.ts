import { describe, expect, it } from "vitest";

import { mapAhead } from "../src/index.js";
import { fails } from "./support/fails.js";

/** Work whose steps the test ends one by one. */
class Steps {
  readonly begun: number[] = [];
  readonly signals: AbortSignal[] = [];
  readonly #open = new Map<number, (values: number[]) => void>();

  readonly work = (element: number, { signal }: { signal: AbortSignal }): Promise<number[]> => {
    this.begun.push(element);
    this.signals.push(signal);
    return new Promise((resolve, reject) => {
      this.#open.set(element, resolve);
      signal.addEventListener("abort", () => {
        reject(new Error(`stopped ${String(element)}`));
      });
    });
  };

  end(element: number, values: number[] = [element * 10, element * 10 + 1]): void {
    this.#open.get(element)?.(values);
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of source) values.push(value);
  return values;
}

describe("mapAhead", () => {
  it("gives results in order, whichever is ready first, and begins no more than it may", async () => {
    const steps = new Steps();
    const results = all(mapAhead([1, 2, 3, 4, 5], 2, steps.work));
    await settled();
    expect(steps.begun).toEqual([1, 2]);
    steps.end(2);
    await settled();
    expect(steps.begun).toEqual([1, 2]);
    steps.end(1, []);
    await settled();
    expect(steps.begun).toEqual([1, 2, 3, 4]);
    for (const element of [4, 3]) steps.end(element);
    await settled();
    steps.end(5);
    expect(await results).toEqual([20, 21, 30, 31, 40, 41, 50, 51]);
  });

  it("does not run ahead of a reader who stops to think", async () => {
    const begun: number[] = [];
    const endless = function* (): Generator<number> {
      for (let number = 0; ; number++) yield number;
    };
    const results = mapAhead(endless(), 3, (element) => {
      begun.push(element);
      return [element];
    });
    await results.next();
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    await results.next();
    await settled();
    expect(begun).toEqual([0, 1, 2, 3]);
    await results.return();
  });

  it("takes iterables of either kind, reads the asynchronous ones in their turn, and passes the number on", async () => {
    const twice = async function* (text: string): AsyncGenerator<string> {
      yield text;
      await settled();
      yield text.toUpperCase();
    };
    const results = mapAhead(twice("a"), 2, async (text, { index }) => {
      await settled();
      return twice(`${text}${String(index)}`);
    });
    expect(await all(results)).toEqual(["a0", "A0", "A1", "A1"]);
  });

  it("throws an error at its place, after what comes before, and stops the others", async () => {
    const seen: number[] = [];
    const signals: AbortSignal[] = [];
    const read = async (): Promise<void> => {
      const results = mapAhead([1, 2, 3], 3, async (element, { signal }) => {
        signals.push(signal);
        if (element === 2) throw new Error("two");
        await settled();
        return [element];
      });
      for await (const value of results) seen.push(value);
    };
    expect(await fails(read())).toMatchObject({ message: "two" });
    expect(seen).toEqual([1]);
    expect(signals).toHaveLength(3);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it("throws the source's own error after the results of what it gave", async () => {
    const seen: number[] = [];
    const source = function* (): Generator<number> {
      yield 1;
      throw new Error("source");
    };
    const read = async (): Promise<void> => {
      for await (const value of mapAhead(source(), 4, (element) => [element])) seen.push(value);
    };
    expect(await fails(read())).toMatchObject({ message: "source" });
    expect(seen).toEqual([1]);
  });

  it("stops and waits for the others when the reader leaves, and closes the source", async () => {
    const steps = new Steps();
    const closed = { source: false };
    const source = function* (): Generator<number> {
      try {
        for (let number = 1; ; number++) yield number;
      } finally {
        closed.source = true;
      }
    };
    const results = mapAhead(source(), 3, steps.work);
    const first = results.next();
    await settled();
    steps.end(1);
    expect(await first).toEqual({ done: false, value: 10 });
    await results.return();
    expect(steps.signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
    expect(closed.source).toBe(true);
  });

  it("ends with `aborted` when it is told to, also while its source hangs", async () => {
    const stop = new AbortController();
    const hanging: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<number>>(() => undefined) }),
    };
    const results = all(mapAhead(hanging, 2, (element) => [element], { signal: stop.signal }));
    await settled();
    stop.abort();
    expect(await fails(results)).toMatchObject({ code: "aborted" });
    const steps = new Steps();
    const again = new AbortController();
    const working = all(mapAhead([1, 2], 2, steps.work, { signal: again.signal }));
    await settled();
    again.abort();
    expect(await fails(working)).toBeDefined();
    expect(steps.signals.every(({ aborted }) => aborted)).toBe(true);
  });
});
