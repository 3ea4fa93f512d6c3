import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { BodyQueue } from "../src/http/body-queue.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const make = (): { queue: BodyQueue; stopped: Error[]; ends: () => number } => {
  const stopped: Error[] = [];
  let ended = 0;
  const nothing = (): void => undefined;
  const queue = new BodyQueue({
    stallMs: 1000,
    resume: nothing,
    stop: (error) => {
      stopped.push(error);
      queue.fail(error);
    },
    cut: nothing,
    ended: () => {
      ended++;
    },
    release: nothing,
  });
  return { queue, stopped, ends: () => ended };
};
const chunk = Buffer.from("x");

describe("the patience of a body", () => {
  it("ends with the last byte, though nobody reads any further: no program waits for it", async () => {
    const { queue } = make();
    const first = queue.next();
    queue.push(chunk);
    await first;
    queue.push(chunk);
    queue.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("holds for the sender alone: a reader may take as long as it likes", async () => {
    const { queue, stopped } = make();
    const first = queue.next();
    queue.push(chunk);
    expect((await first).value).toBe(chunk);
    vi.advanceTimersByTime(1_000_000);
    queue.push(chunk);
    vi.advanceTimersByTime(1_000_000);
    expect((await queue.next()).value).toBe(chunk);
    const third = queue.next();
    vi.advanceTimersByTime(999);
    queue.push(chunk);
    expect((await third).value).toBe(chunk);
    expect(stopped).toEqual([]);
  });

  it("ends when the sender gives nothing for so long, and begins anew with each chunk", async () => {
    const { queue, stopped } = make();
    for (let count = 0; count < 5; count++) {
      const next = queue.next();
      vi.advanceTimersByTime(999);
      queue.push(chunk);
      await next;
    }
    const last = queue.next().catch((error: unknown) => error);
    vi.advanceTimersByTime(999);
    expect(stopped).toEqual([]);
    // The second step is the turn that waiting bytes get.
    vi.advanceTimersByTime(1);
    vi.advanceTimersByTime(1);
    expect(stopped).toHaveLength(1);
    expect(await last).toMatchObject({ code: "net/timeout", retryable: true });
  });
});

describe("a body that breaks", () => {
  const broken = new Error("cut");
  const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

  it("gives what had arrived before it tells of the break, and goes on telling", async () => {
    const { queue } = make();
    queue.push(chunk);
    queue.push(chunk);
    queue.fail(broken);
    queue.fail(new Error("a later one"));
    expect(queue.push(Buffer.from("too late"))).toBe(true);
    expect((await queue.next()).value).toBe(chunk);
    expect((await queue.next()).value).toBe(chunk);
    expect(await outcome(queue.next())).toBe(broken);
    expect(await outcome(queue.next())).toBe(broken);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("tells a reader that waits at once", async () => {
    const { queue } = make();
    const next = outcome(queue.next());
    queue.fail(broken);
    expect(await next).toBe(broken);
  });

  it("is let go by its connection at the break, and dropped by a reader who has enough", async () => {
    const { queue, ends } = make();
    queue.push(chunk);
    queue.fail(broken);
    expect(ends()).toBe(1);
    await queue.return();
    expect(await outcome(queue.next())).toBe(broken);
  });
});
