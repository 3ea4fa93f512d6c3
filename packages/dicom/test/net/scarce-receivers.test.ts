import { describe, expect, it } from "vitest";
import { startLookalike, type Turn } from "../support/lookalike.js";
import { makeFiles } from "../support/made-files.js";
import { sendAll, verdicts } from "../support/send-all.js";

const full = Buffer.from([3, 0, 0, 0, 0, 4, 0, 2, 3, 2]);

describe("a receiver of one association at a time", () => {
  it("gets every file, that too which waited at an association that it refused", async () => {
    await using made = await makeFiles(2);
    let refused = (): void => undefined;
    const isRefused = new Promise<void>((resolve) => (refused = resolve));
    await using box = await startLookalike({
      associate: (number) => (number === 0 ? undefined : full),
      closed: (number) => {
        if (number === 1) refused();
      },
      // The association that works comes to the end of the line before a file is put back into it.
      storeAfter: isRefused,
    });
    const outcomes = await sendAll(made.files, box.peer, { associations: 2, retries: 0 });
    expect(verdicts(outcomes)).toEqual({ "1": "stored", "2": "stored" });
  });
});

describe("a receiver that answers before it has everything, and reads no more", () => {
  // More than the buffers of both sides hold.
  const pixels = 16_000_000;

  it.each<[string, Turn, string, number]>([
    ["is taken at its word, and not sent the file again", 0xa700, "refused remote/quota", 1],
    ["has its abort known for one, not for a stall", "abort-open", "failed net/reset", 2],
    ["and says that it has the object is not believed", 0, "failed net/reset", 2],
  ])("%s", async (_, turn, verdict, associations) => {
    await using made = await makeFiles(1, pixels);
    await using box = await startLookalike({ during: () => turn, deafAfterwards: true, maxPduLength: 0 });
    const outcomes = await sendAll(made.files, { ...box.peer, dimseTimeoutMs: 5_000 });
    expect(verdicts(outcomes)).toEqual({ "1": verdict });
    expect(box.associations).toBe(associations);
  });
});
