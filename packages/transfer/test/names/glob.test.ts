import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { folded, isGlob, matchesGlob } from "../../src/names/glob.js";

/** Few letters, so that patterns and texts meet often. */
const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "[", "ü", "🧠"), maxLength: 8 });
const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "[", "ü", "🧠", "*", "?"), maxLength: 8 });

/** The same by the one way that needs no thought. */
function matchesByRegExp(glob: string, value: string): boolean {
  const source = Array.from(glob, (sign) =>
    sign === "*" ? "[^]*" : sign === "?" ? "[^]" : sign.replace(/[.[]/u, "\\$&"),
  ).join("");
  return new RegExp(`^${source}$`, "u").test(value);
}

describe("matchesGlob", () => {
  it("says what a regular expression of the same meaning says", () => {
    fc.assert(
      fc.property(pattern, text, (glob, value) => {
        expect(matchesGlob(glob, value)).toBe(matchesByRegExp(glob, value));
      }),
      { numRuns: 2000 },
    );
  });

  it("matches every text by itself and by stars around any part of it", () => {
    fc.assert(
      fc.property(text, fc.nat(8), fc.nat(8), (value, from, length) => {
        expect(matchesGlob(value, value)).toBe(true);
        expect(
          matchesGlob(
            `*${Array.from(value)
              .slice(from, from + length)
              .join("")}*`,
            value,
          ),
        ).toBe(true);
      }),
    );
  });

  it("takes no longer for many stars than for few", () => {
    const began = process.cpuUsage();
    expect(matchesGlob(`${"*a".repeat(200)}b`, "a".repeat(20_000))).toBe(false);
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5);
  });
});

it("takes only * and ? for signs: brackets and braces stand in real scan types", () => {
  expect(["T1w*", "a?b"].every(isGlob)).toBe(true);
  expect(["T1w [MPRAGE]", "{a}", "a,b", ""].some(isGlob)).toBe(false);
  expect(matchesGlob("T1w [MPRAGE]", "T1w [MPRAGE]")).toBe(true);
});

it("takes capital and small letters and both spellings of an umlaut for the same", () => {
  expect(folded("U\u0308BUNG")).toBe(folded("übung"));
});
