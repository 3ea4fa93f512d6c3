import { ScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { createSharePacing } from "../../src/shares/share-pacing.js";
import { bodyOf, patternedBytes } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

/** A clock that moves only by waiting. */
function fakeClock(): { now: () => number; sleep: (ms: number) => Promise<void>; waits: number[] } {
  let time = 1_000_000_000_000;
  const waits: number[] = [];
  return {
    now: () => time,
    sleep: async (ms) => {
      waits.push(ms);
      time += ms;
      await Promise.resolve();
    },
    waits,
  };
}

const limit = (): ScanferryError =>
  new ScanferryError("remote/busy", "limit", { retryable: true, details: { status: 429 } });

describe("pacing of new links", () => {
  it("shares 45 files at 20 per ten minutes: all of them, none twice, with a countdown", async () => {
    await using box = await openBox();
    const waits: { reason: string; untilMs: number }[] = [];
    const started = box.sandbox.clock.now();
    for (let n = 1; n <= 45; n += 1)
      await box.sandbox.state.nextcloud.putFile(`/MRI/sub-${String(n)}.zip`, `zip ${String(n)}`);
    await Promise.all(
      Array.from({ length: 45 }, async (_, index) =>
        box.cloud.shares.create(
          { path: `MRI/sub-${String(index + 1)}.zip` },
          {
            onEvent: (event) => {
              if (event.type === "wait") waits.push(event);
            },
          },
        ),
      ),
    );
    const paths = box.sandbox.state.nextcloud.shares().map((share) => share.path);
    expect(paths).toHaveLength(45);
    expect(new Set(paths).size).toBe(45);
    expect(waits.length).toBeGreaterThanOrEqual(2);
    expect(waits.every((wait) => wait.untilMs > started && wait.reason.includes("20 new links"))).toBe(true);
    // Two full windows, and a few seconds of margin: no slot is wasted by asking too early.
    expect(box.waitedMs()).toBeGreaterThanOrEqual(1_190_000);
    expect(box.waitedMs()).toBeLessThan(1_230_000);
    expect(
      box.sandbox.log.find("POST", "/shares").filter((entry) => entry.status === 429).length,
    ).toBeLessThan(6);
  });

  it("does not wait on a server without a limit", async () => {
    await using box = await openBox({ version: "27" });
    for (let n = 1; n <= 25; n += 1) {
      await box.sandbox.state.nextcloud.putFile(`/a${String(n)}.zip`, "zip");
      await box.cloud.shares.create({ path: `a${String(n)}.zip` });
    }
    expect(box.waitedMs()).toBe(0);
  });

  it("counts links of an earlier run, so that the countdown is exact", async () => {
    const clock = fakeClock();
    const pacing = createSharePacing(clock);
    pacing.remember(Array.from({ length: 20 }, (_, n) => new Date(clock.now() - 500_000 + n * 1000)));
    let calls = 0;
    await pacing.run(() => {
      calls += 1;
      return calls === 1 ? Promise.reject(limit()) : Promise.resolve("made");
    });
    expect(clock.waits).toEqual([102_000]);
  });

  it("asks every thirty seconds where it knows of no other links", async () => {
    const clock = fakeClock();
    const pacing = createSharePacing(clock);
    let calls = 0;
    await pacing.run(() => {
      calls += 1;
      return calls < 4 ? Promise.reject(limit()) : Promise.resolve("made");
    });
    expect(clock.waits).toEqual([30_000, 30_000, 30_000]);
  });

  it("gives up after its limit, and leaves the error to the caller", async () => {
    const clock = fakeClock();
    const pacing = createSharePacing(clock);
    await failsWith(
      pacing.run(() => Promise.reject(limit()), { waitLimitMs: 100_000 }),
      "remote/busy",
    );
    expect(clock.waits).toHaveLength(3);
    // The next one is not held up by the one that failed.
    expect(await pacing.run(() => Promise.resolve("made"))).toBe("made");
  });

  it("gives up even where its clock stands still", async () => {
    const clock = { now: () => 1_000_000, sleep: () => Promise.resolve() };
    await failsWith(
      createSharePacing(clock).run(() => Promise.reject(limit())),
      "remote/busy",
    );
  });

  it("does not poll a server that has blocked the address", async () => {
    const clock = fakeClock();
    const blocked = new ScanferryError("remote/busy", "blocked", { details: { status: 429 } });
    await failsWith(
      createSharePacing(clock).run(() => Promise.reject(blocked)),
      "remote/busy",
    );
    expect(clock.waits).toEqual([]);
  });

  it("estimates the wait of a whole job", () => {
    const clock = fakeClock();
    const pacing = createSharePacing(clock);
    expect(pacing.estimateMs(20)).toBe(0);
    expect(pacing.estimateMs(21)).toBe(600_000);
    expect(pacing.estimateMs(45)).toBe(1_200_000);
  });

  it("stops waiting when it is aborted", async () => {
    await using box = await openBox(
      {},
      {
        sleep: (_ms, signal) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener("abort", () => {
              reject(new ScanferryError("aborted", "stopped"));
            });
          }),
      },
    );
    const stop = new AbortController();
    for (let n = 1; n <= 21; n += 1) await box.sandbox.state.nextcloud.putFile(`/a${String(n)}.zip`, "zip");
    for (let n = 1; n <= 20; n += 1) await box.cloud.shares.create({ path: `a${String(n)}.zip` });
    const work = box.cloud.shares.create(
      { path: "a21.zip" },
      {
        signal: stop.signal,
        onEvent: () => {
          setImmediate(() => {
            stop.abort();
          });
        },
      },
    );
    await failsWith(work, "aborted");
    expect(box.sandbox.state.nextcloud.shares()).toHaveLength(20);
  });

  it("uploads on while links have to wait", async () => {
    await using box = await openBox();
    for (let n = 1; n <= 21; n += 1) await box.sandbox.state.nextcloud.putFile(`/a${String(n)}.zip`, "zip");
    for (let n = 1; n <= 20; n += 1) await box.cloud.shares.create({ path: `a${String(n)}.zip` });
    const [link, upload] = await Promise.all([
      box.cloud.shares.create({ path: "a21.zip" }),
      box.cloud.upload({ path: "b.zip", body: bodyOf(patternedBytes(100)) }),
    ]);
    expect(link.created).toBe(true);
    expect(upload.verifiedBy).toBe("server-sha256");
  });
});
