import { wordsGerman } from "./words-de.js";
import { wordsEnglish } from "./words-en.js";

/** Languages with a word list. */
export type PassphraseLanguage = "en" | "de";

/**
 * Gives the words of a language: lower-case ASCII letters only, none offensive, no two that look or sound alike.
 *
 * @example
 * ```ts
 * passphraseWords("en").length; // 2048
 * ```
 */
export function passphraseWords(lang: PassphraseLanguage): string[] {
  return (lang === "de" ? wordsGerman : wordsEnglish).split(" ");
}
