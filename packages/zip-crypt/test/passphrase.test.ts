import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { drawPassphrase, passphraseWords } from "../src/index.js";

const languages = ["en", "de"] as const;

/** Whether one slip makes one word of the other: a letter changed, added or left out, or two neighbours swapped. */
function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const isSwap = restA.length === 2 && restA === Array.from(restB).reverse().join("");
  return isSwap || (restA.length < 2 && restB.length < 2);
}

describe.each(languages)("the word list %s", (lang) => {
  const words = passphraseWords(lang);

  it("has enough different words for 64 bits in six of them", () => {
    expect(new Set(words).size).toBe(words.length);
    expect(6 * Math.log2(words.length)).toBeGreaterThanOrEqual(64);
  });

  it("holds only letters that every keyboard has, and in German nothing that may be an umlaut or ß", () => {
    for (const word of words) {
      expect(word).toMatch(/^[a-z]{3,10}$/);
      if (lang === "de") expect(word).not.toMatch(/ae|oe|ue|ss/);
    }
  });

  it("holds no two words that are one slip apart", () => {
    const close: string[] = [];
    words.forEach((word, index) => {
      for (const other of words.slice(index + 1)) {
        if (isOneSlip(word, other)) close.push(`${word} ${other}`);
      }
    });
    expect(close).toEqual([]);
  });

  it("holds no two words that sound alike", () => {
    const shared = (word: string): string =>
      word
        .replace(/ph/g, "f")
        .replace(/ck|c(?![ehiy])|q/g, "k")
        .replace(/ee|ea|ie|ei/g, "i")
        .replace(/ai|ay|ey/g, "e")
        .replace(/(.)\1/g, "$1");
    const sounds = {
      en: (word: string): string =>
        shared(
          word
            .replace(/^kn|^gn/, "n")
            .replace(/^wr/, "r")
            .replace(/e$/, ""),
        ),
      de: (word: string): string =>
        shared(
          word
            .replace(/v/g, "f")
            .replace(/tz/g, "z")
            .replace(/dt$|d$/, "t"),
        ),
    };
    const seen = new Map<string, string>();
    const alike: string[] = [];
    for (const word of words) {
      const key = sounds[lang](word);
      const other = seen.get(key);
      if (other !== undefined) alike.push(`${other} ${word}`);
      seen.set(key, word);
    }
    expect(alike).toEqual([]);
  });

  it("holds nothing that offends or frightens", () => {
    const unwelcome =
      lang === "en"
        ? /sex|fuck|shit|nazi|kill|dead|death|cancer|tumor|blood|slave|rape|porn|piss|whore|nigg|hitler|coffin|corpse|murder/
        : /fick|hure|nutte|arsch|scheis|nazi|jude|tod|mord|leich|krebs|tumor|blut|sklav|porno|penis|neger|hitler|sarg/;
    expect(words.filter((word) => unwelcome.test(word) && !["marsch", "schleichen"].includes(word))).toEqual(
      [],
    );
  });
});

describe("drawPassphrase", () => {
  it.each(languages)("gives at least 64 bits in %s without any option", (lang) => {
    const { text, bits } = drawPassphrase({ lang });
    const list = new Set(passphraseWords(lang));
    const words = text.split("-");
    expect(words).toHaveLength(6);
    expect(words.every((word) => list.has(word))).toBe(true);
    expect(bits).toBeCloseTo(6 * Math.log2(list.size), 10);
    expect(bits).toBeGreaterThanOrEqual(64);
  });

  it("meets every policy without losing entropy", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        fc.constantFrom("-", " ", "", ".", "_"),
        fc.record({
          minLength: fc.integer({ min: 0, max: 120 }),
          digit: fc.boolean(),
          upper: fc.boolean(),
          lower: fc.boolean(),
          special: fc.boolean(),
        }),
        (lang, separator, policy) => {
          const { text, bits } = drawPassphrase({ lang, separator, policy });
          expect(text.length).toBeGreaterThanOrEqual(policy.minLength);
          if (policy.digit) expect(text).toMatch(/[0-9]/);
          if (policy.upper) expect(text).toMatch(/[A-Z]/);
          if (policy.lower) expect(text).toMatch(/[a-z]/);
          if (policy.special) expect(text).toMatch(/[^A-Za-z0-9\s]/);
          expect(text).toMatch(/^[\x20-\x7e]+$/);
          expect(text.trim()).toBe(text);
          expect(bits).toBeGreaterThanOrEqual(64);
        },
      ),
    );
  });

  it("counts exactly what was drawn", () => {
    const draws: number[] = [];
    const random = (limit: number): number => {
      draws.push(limit);
      return limit - 1;
    };
    const { bits } = drawPassphrase({
      random,
      separator: " ",
      policy: { digit: true, special: true, upper: true, minLength: 80 },
    });
    expect(bits).toBeCloseTo(
      draws.reduce((sum, limit) => sum + Math.log2(limit), 0),
      10,
    );
  });

  it("gives different texts for different draws", () => {
    const policy = { digit: true, special: true, upper: true };
    const texts = new Set<string>();
    for (let first = 0; first < 200; first++) {
      let calls = 0;
      const random = (limit: number): number => (calls++ < 2 ? first % limit : 0);
      texts.add(drawPassphrase({ random, policy, separator: "" }).text);
    }
    expect(texts.size).toBe(200);
  });

  it("draws every word equally often", () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 4000; round++) {
      for (const word of drawPassphrase().text.split("-")) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    // 24,000 draws from 2048 words: chi squared has mean 2047 and deviation 64; six deviations never happen by chance.
    const expected = 24_000 / 2048;
    const chiSquared = passphraseWords("en").reduce(
      (sum, word) => sum + ((counts.get(word) ?? 0) - expected) ** 2 / expected,
      0,
    );
    expect(Math.abs(chiSquared - 2047)).toBeLessThan(6 * 64);
  });

  it.each([
    ["too few words", { words: 3 }],
    ["half a word", { words: 6.5 }],
    ["a separator with letters", { separator: "and" }],
    ["randomness outside its limits", { random: (limit: number) => limit }],
  ])("refuses %s", (_, options) => {
    expect(() => drawPassphrase(options)).toThrowError(
      expect.objectContaining({ code: "input/invalid" }) as Error,
    );
  });

  it("gives fewer words where fewer bits are asked for", () => {
    expect(drawPassphrase({ words: 3, minBits: 30 }).text.split("-")).toHaveLength(3);
    expect(drawPassphrase({ minBits: 100 }).text.split("-")).toHaveLength(10);
  });
});
