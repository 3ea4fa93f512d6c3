import { expect, it } from "vitest";
import { keepAlive } from "../../src/session/keep-alive.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import type { Box } from "../helpers/open-box.js";
import { openBox } from "../helpers/open-box.js";

/** A sleep that ends when the sandbox's clock has moved so far. */
function sleepOf(box: Box): {
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  pass: (ms: number) => Promise<void>;
} {
  const waiting = new Set<{ untilMs: number; wake: () => void }>();
  let asleep = (): void => undefined;
  return {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        asleep();
        const stop = (): void => {
          waiting.delete(one);
          reject(new Error("stopped"));
        };
        const wake = (): void => {
          signal?.removeEventListener("abort", stop);
          resolve();
        };
        const one = { untilMs: box.sandbox.clock.now() + ms, wake };
        waiting.add(one);
        signal?.addEventListener("abort", stop, { once: true });
      }),
    pass: async (ms) => {
      for (let passed = 0; passed < ms; passed += 60_000) {
        box.sandbox.clock.advance(60_000);
        for (const one of waiting) {
          if (box.sandbox.clock.now() < one.untilMs) continue;
          waiting.delete(one);
          const again = new Promise<void>((resolve) => (asleep = resolve));
          one.wake();
          // Whatever it does then, such as a request, has ended when it sleeps again.
          await again;
        }
      }
    },
  };
}

it("asks for little when nothing was asked for a third of the idle time, so that the session lives for an hour", async () => {
  const box = await openBox();
  const { sleep, pass } = sleepOf(box);
  const xnat = await box.client({ keepAlive: { sleep } });
  const before = box.sandbox.log.find("GET", "/data/auth").length;
  await pass(60 * 60_000);
  const touches = box.sandbox.log.find("GET", "/data/auth").length - before;
  expect(touches).toBeGreaterThanOrEqual(9);
  expect(touches).toBeLessThanOrEqual(12);
  expect((await allOf(xnat.projects())).length).toBe(1);
  expect(box.logins()).toHaveLength(1);
  await xnat.close();
  const seen = box.sandbox.log.entries.length;
  await pass(20 * 60_000);
  expect(box.sandbox.log.entries).toHaveLength(seen);
});

it("takes the idle time from the server's own cookie", async () => {
  const box = await openBox({ sessionTimeoutMs: 3_600_000 });
  const { sleep, pass } = sleepOf(box);
  const xnat = await box.client({ keepAlive: { sleep } });
  expect(xnat.session.idleMs).toBe(3_600_000);
  const before = box.sandbox.log.entries.length;
  await pass(19 * 60_000);
  expect(box.sandbox.log.entries).toHaveLength(before);
  await pass(2 * 60_000);
  expect(box.sandbox.log.entries).toHaveLength(before + 1);
});

it("goes on after a request that failed, and says so in the log alone", async () => {
  const box = await openBox();
  const { sleep, pass } = sleepOf(box);
  const lines: string[] = [];
  const xnat = await box.client({ keepAlive: { sleep }, log: (line) => lines.push(line), retries: 0 });
  const fault = box.sandbox.faults.add({ path: "/data/auth", kind: "reset", times: 2 });
  await pass(12 * 60_000);
  expect(fault.hits).toBe(2);
  expect(lines.join("\n")).toMatch(/keeping the session alive: net\//);
  expect((await allOf(xnat.projects())).length).toBe(1);
  expect(box.logins()).toHaveLength(1);
});

it("does nothing when it is turned off", async () => {
  const box = await openBox();
  const xnat = await box.client({ keepAlive: false });
  const before = box.sandbox.log.entries.length;
  box.sandbox.clock.advance(3_600_000);
  expect(box.sandbox.log.entries).toHaveLength(before);
  expect((await allOf(xnat.projects())).length).toBe(1);
  expect(box.logins()).toHaveLength(2);
});

it("keeps no program running by itself", () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const stop = keepAlive({
    idleMs: () => 900_000,
    lastMs: () => 0,
    touch: () => Promise.resolve(),
    now: () => 0,
  });
  expect(timers()).toBe(before);
  stop();
});
