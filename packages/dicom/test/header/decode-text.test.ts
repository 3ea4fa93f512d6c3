import { describe, expect, it } from "vitest";
import { textDecoder } from "../../src/text/decode-text.js";

const bytes = (text: string): Buffer => Buffer.from(text, "latin1");

/** The examples of PS3.5 annexes H, I, J and K, and one letter of each single-byte set. */
describe("textDecoder reads", () => {
  it.each([
    ["", "Phantom", "Phantom"],
    ["ISO_IR 100", "Buc^J\xe9r\xf4me", "Buc^Jérôme"],
    ["ISO_IR 100", "\x93", "\x93"],
    ["ISO_IR 101", "\xb1", "ą"],
    ["ISO_IR 109", "\xa1", "Ħ"],
    ["ISO_IR 110", "\xa1", "Ą"],
    ["ISO_IR 144", "\xbb\xee\xda", "Люк"],
    ["ISO_IR 127", "\xe2\xc8\xc7", "قبا"],
    ["ISO_IR 126", "\xc4\xe9\xef", "Διο"],
    ["ISO_IR 138", "\xf9\xf8\xe5\xef", "שרון"],
    ["ISO_IR 148", "\xdd", "İ"],
    ["ISO_IR 203", "\xa4", "€"],
    ["ISO_IR 166", "\xa1", "ก"],
    ["ISO_IR 13", "\xd4\xcf\xc0\xde^\xc0\xdb\xb3", "ﾔﾏﾀﾞ^ﾀﾛｳ"],
    ["ISO_IR 192", "\xe7\x8e\x8b", "王"],
    ["GB18030", "\xcd\xf5^\xd0\xa1\xb6\xab", "王^小东"],
    ["GBK", "\xcd\xf5", "王"],
    ["iso-ir 100", "\xe9", "é"],
    ["ISO 2022 IR 100", "\xe9", "é"],
    ["an unknown one", "\xe9", "é"],
    [
      "\\ISO 2022 IR 87",
      "Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B",
      "Yamada^Tarou=山田^太郎=やまだ^たろう",
    ],
    [
      "ISO 2022 IR 13\\ISO 2022 IR 87",
      "\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J",
      "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎",
    ],
    ["\\ISO 2022 IR 149", "Hong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7", "Hong=洪^吉洞"],
    ["\\ISO 2022 IR 58", "Zhang=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab", "Zhang=张^小东"],
    ["ISO 2022 IR 6\\ISO 2022 IR 159", "\x1b$(D\x22\x44\x1b(B", "¿"],
    ["ISO 2022 IR 100\\ISO 2022 IR 126", "\xe9^\x1b-F\xc4\xe9^\xe9", "é^Δι^é"],
    ["\\ISO 2022 IR 87", "a\x1b[1mb", "a\x1b[1mb"],
    ["\\ISO 2022 IR 87", "\x1b", "\x1b"],
  ])("%j: %j", (characterSet, text, expected) => {
    expect(textDecoder(characterSet)(bytes(text))).toBe(expected);
  });
});
