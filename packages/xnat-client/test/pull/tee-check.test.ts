import { describe, expect, it } from "vitest";

import { teeCheck } from "../../src/pull/archive/tee-check.js";

/** Chunks, and how many were asked for. */
function chunks(count: number): {
  source: AsyncIterable<Uint8Array>;
  asked: () => number;
  closed: () => boolean;
} {
  let asked = 0;
  let closed = false;
  return {
    asked: () => asked,
    closed: () => closed,
    source: (async function* () {
      try {
        for (; asked < count;) yield Uint8Array.of(asked++);
      } finally {
        closed = true;
      }
    })(),
  };
}

async function all(source: AsyncIterable<Uint8Array>): Promise<number[]> {
  const values: number[] = [];
  for await (const chunk of source) values.push(...chunk);
  return values;
}

describe("bytes that are checked as they pass", () => {
  it("come to both readers, in order, and the verdict is waited for", async () => {
    const { source } = chunks(50);
    let seen: number[] = [];
    const passed = await all(teeCheck(source, async (copy) => void (seen = await all(copy))));
    expect(passed).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(seen).toEqual(passed);
  });

  it("are not asked for any more once the check has failed", async () => {
    const { source, asked, closed } = chunks(50);
    const check = async (copy: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const [value] of copy) if (value === 9) throw new Error("damaged");
    };
    await expect(all(teeCheck(source, check))).rejects.toThrow("damaged");
    expect(asked()).toBeLessThan(15);
    expect(closed()).toBe(true);
  });

  it("fail at the end for a check that wanted more, and pass for one that has seen enough", async () => {
    const more = async (copy: AsyncIterable<Uint8Array>): Promise<void> => {
      await all(copy);
      throw new Error("cut");
    };
    await expect(all(teeCheck(chunks(3).source, more))).rejects.toThrow("cut");
    expect(await all(teeCheck(chunks(3).source, () => Promise.resolve()))).toEqual([0, 1, 2]);
  });

  it("end both readers when the first one leaves", async () => {
    const { source, closed } = chunks(50);
    let ended = false;
    for await (const _ of teeCheck(source, async (copy) => void (ended = (await all(copy)).length < 50)))
      break;
    expect([ended, closed()]).toEqual([true, true]);
  });
});
