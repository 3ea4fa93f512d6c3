import { describe, expect, it } from "vitest";
import { startLookalike, type LookalikeOptions, type Turn } from "../support/lookalike.js";
import { makeFiles } from "../support/made-files.js";
import { sendAll, verdicts } from "../support/send-all.js";

describe("a receiver that fails at the second of four files", () => {
  const once = (turn: Turn) => (object: number) => (object === 1 ? turn : 0);
  const whenever = (turn: Turn) => (object: number) => (object >= 1 && object <= 2 ? turn : 0);
  const all = { "1": "stored", "2": "stored", "3": "stored", "4": "stored" };

  it.each<[string, LookalikeOptions, number]>([
    ["aborts after it", { store: once("abort") }, 2],
    ["hangs up after it", { store: once("close") }, 2],
    ["resets after it", { store: once("reset") }, 2],
    ["wants to go after it", { store: once("release") }, 2],
    ["answers another message", { store: once("wrong-id") }, 2],
    ["answers with garbage", { store: once(Buffer.from("garbage of some length")) }, 2],
    [
      "answers with a broken command",
      { store: once(Buffer.from([4, 0, 0, 0, 0, 8, 0, 0, 0, 4, 1, 3, 9, 9])) },
      2,
    ],
    [
      "answers with a value longer than its unit",
      { store: once(Buffer.from([4, 0, 0, 0, 0, 6, 0, 0, 9, 9, 1, 3])) },
      2,
    ],
    ["aborts in the middle of it", { during: (object) => (object === 1 ? "abort" : undefined) }, 2],
  ])("because it %s gets it once more", async (_, options, associations) => {
    await using made = await makeFiles(4, 100_000);
    await using box = await startLookalike(options);
    expect(verdicts(await sendAll(made.files, box.peer))).toEqual(all);
    expect(box.associations).toBe(associations);
  });

  it("because it keeps mute gets it once more, after the time that it has", async () => {
    await using made = await makeFiles(4);
    await using box = await startLookalike({ store: once("mute") });
    expect(verdicts(await sendAll(made.files, { ...box.peer, dimseTimeoutMs: 100 }))).toEqual(all);
  });

  it("because it stops reading gets it once more", async () => {
    // More than the buffers of both sides hold, so that only the receiver can make it go on.
    await using made = await makeFiles(1, 16_000_000);
    const during = (object: number): Turn | undefined => (object === 0 ? "mute" : undefined);
    await using box = await startLookalike({ during, maxPduLength: 0 });
    expect(verdicts(await sendAll(made.files, { ...box.peer, dimseTimeoutMs: 400 }))).toEqual({
      "1": "stored",
    });
    expect(box.associations).toBe(2);
  });

  it("twice has it fail, and gets the others", async () => {
    await using made = await makeFiles(4);
    await using box = await startLookalike({ store: whenever("abort") });
    expect(verdicts(await sendAll(made.files, box.peer))).toEqual({ ...all, "2": "failed net/reset" });
  });
});
