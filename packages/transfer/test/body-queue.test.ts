import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { BodyQueue } from "../src/http/body-queue.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the patience of a body", () => {
  const make = (): { queue: BodyQueue; stopped: Error[] } => {
    const stopped: Error[] = [];
    const nothing = (): void => undefined;
    const queue = new BodyQueue({
      stallMs: 1000,
      resume: nothing,
      stop: (error) => {
        stopped.push(error);
        queue.fail(error);
      },
      cut: nothing,
      ended: nothing,
      release: nothing,
    });
    return { queue, stopped };
  };
  const chunk = Buffer.from("x");

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
