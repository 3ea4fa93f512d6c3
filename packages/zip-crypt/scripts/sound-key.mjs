/**
 * Reduces a word to how it roughly sounds, so that two words with one key are taken for each other on the telephone.
 * Vowels count as one in English and as two, dark and bright, in German: the lists are long enough to give up "meal"
 * for "mile".
 */
export function soundKey(word, lang) {
  let key = word;
  for (const [pattern, replacement] of rules[lang]) key = key.replace(pattern, replacement);
  const vowels =
    lang === "en" ? key.replace(/[aeiouy]+/g, "a") : key.replace(/[aou]+/g, "a").replace(/[eiy]+/g, "e");
  return vowels.replace(/(.)\1+/g, "$1");
}

const rules = {
  en: [
    [/^kn|^gn/, "n"],
    [/^wr/, "r"],
    [/^wh/, "w"],
    [/^ps/, "s"],
    [/mb$/, "m"],
    [/tch/g, "C"],
    [/sch/g, "sk"],
    [/ch/g, "C"],
    [/sh/g, "S"],
    [/ph/g, "f"],
    [/igh/g, "i"],
    [/gh/g, "g"],
    [/dge?/g, "d"],
    [/c(?=[eiy])/g, "s"],
    [/ck|c|q/g, "k"],
    [/x/g, "ks"],
    [/z/g, "s"],
    [/e$/, ""],
  ],
  de: [
    [/sch/g, "S"],
    [/ch/g, "C"],
    [/ph/g, "f"],
    [/th|dt/g, "t"],
    [/ck|c|q/g, "k"],
    [/x|chs/g, "ks"],
    [/tz|z/g, "ts"],
    [/v/g, "f"],
    [/(?<=[aeiou])h/g, ""],
    [/d$/, "t"],
    [/b$/, "p"],
    [/g$/, "k"],
  ],
};
