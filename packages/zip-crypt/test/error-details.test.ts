import { describe, expect, it } from "vitest";
import { drawPassphrase, zipStream } from "../src/index.js";

/** The error a call throws; fails when it throws none. */
function thrown(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
}

describe("an error about an option", () => {
  it.each([
    ["minBits", () => drawPassphrase({ words: 3 }), { words: 3, neededWords: 6 }],
    ["password", () => zipStream([], { encryption: "aes-256" }), {}],
    ["level", () => zipStream([], { encryption: "none", level: 10 }), { level: 10 }],
  ])("names %s in its details, for programs that have their own words for it", (option, call, facts) => {
    expect(thrown(call)).toMatchObject({ code: "input/invalid", details: { option, ...facts } });
  });
});
