import { randomInt } from "node:crypto";
import { ScanferryError } from "@scanferry/transfer";
import type { PassphrasePolicy } from "./passphrase-policy.js";
import { type PassphraseLanguage, passphraseWords } from "./word-list.js";

const specials = ["!", "?", "+", "*", "="] as const;

/** Options of `drawPassphrase`. */
export interface DrawPassphraseOptions {
  /** How many words. @default as few as reach `minBits` */
  words?: number;
  /** @default "en" */
  lang?: PassphraseLanguage;
  /** Entropy that has to be reached, in bits. @default 64 */
  minBits?: number;
  policy?: PassphrasePolicy;
  /** Stands between the words; no letters or digits. With `""` the words begin with capitals. @default "-" */
  separator?: string;
  /** Gives a whole number from 0 to below `limit`, all equally likely. @default crypto.randomInt */
  random?: (limit: number) => number;
}

/** A passphrase and the entropy of the way it was drawn. */
export interface Passphrase {
  text: string;
  /** Exact: every draw is uniform and different draws never give the same text. */
  bits: number;
}

/**
 * Draws a passphrase of words. What a policy demands is added, never exchanged: capitals go on every word, a digit and
 * a special character are drawn and appended, further words make up a missing length. So no policy costs entropy, and
 * only what was drawn counts in `bits`.
 *
 * @throws {@link ScanferryError} `input/invalid` when `words` is too few for `minBits`, or the separator is ambiguous
 * @example
 * ```ts
 * const { text, bits } = drawPassphrase({ lang: "de", policy: { digit: true, upper: true } });
 * console.log(text, bits >= 64);
 * ```
 */
export function drawPassphrase(options: DrawPassphraseOptions = {}): Passphrase {
  const { minBits = 64, policy = {}, separator = "-" } = options;
  const random = options.random ?? ((limit: number) => randomInt(limit));
  const list = passphraseWords(options.lang ?? "en");
  const bitsPerWord = Math.log2(list.length);
  const count = checkedCount(options, Math.ceil(minBits / bitsPerWord), separator);
  const capitals = policy.upper === true || separator === "";

  const parts: string[] = [];
  let bits = 0;
  const drawWord = (): void => {
    const word = pick(list, random);
    parts.push(capitals ? word.charAt(0).toUpperCase() + word.slice(1) : word);
    bits += bitsPerWord;
  };
  for (let drawn = 0; drawn < count; drawn++) drawWord();
  const ending = drawEnding(policy, separator, random);
  bits += ending.bits;
  const whole = (): string => parts.join(separator) + ending.text;
  while (whole().length < (policy.minLength ?? 0)) drawWord();
  return { text: whole(), bits };
}

function pick(choices: readonly string[], random: (limit: number) => number): string {
  const choice = choices[random(choices.length)];
  if (choice === undefined) {
    throw new ScanferryError("input/invalid", "The source of randomness gave a number outside its limits.");
  }
  return choice;
}

/** The digit and the special character that the words themselves cannot give. */
function drawEnding(
  policy: PassphrasePolicy,
  separator: string,
  random: (limit: number) => number,
): Passphrase {
  let text = "";
  let bits = 0;
  if (policy.digit === true) {
    text += `${separator}${String(random(10))}`;
    bits += Math.log2(10);
  }
  if (policy.special === true && !/[^\sA-Za-z0-9]/.test(separator)) {
    text += pick(specials, random);
    bits += Math.log2(specials.length);
  }
  return { text, bits };
}

function checkedCount(options: DrawPassphraseOptions, needed: number, separator: string): number {
  if (/[\p{L}\p{N}]/u.test(separator)) {
    throw new ScanferryError(
      "input/invalid",
      "The separator of a passphrase must not hold letters or digits.",
      {
        hint: "Use a hyphen, a dot or a space.",
      },
    );
  }
  const count = options.words ?? Math.max(1, needed);
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw new ScanferryError("input/invalid", "The number of words is not a whole number from 1 to 64.");
  }
  if (count < needed) {
    throw new ScanferryError("input/invalid", `A passphrase of ${String(count)} words is too weak.`, {
      hint: `Ask for at least ${String(needed)} words, or lower minBits.`,
      details: { option: "minBits", words: count, neededWords: needed },
    });
  }
  return count;
}
