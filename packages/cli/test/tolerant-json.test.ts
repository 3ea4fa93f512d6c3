import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTolerantJson } from "../src/config/tolerant-json.js";

describe("parseTolerantJson", () => {
  it("reads strict JSON as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, pretty) => {
        const text = JSON.stringify(value, null, pretty ? 2 : 0);
        expect(parseTolerantJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("reads an object without its last braces, with trailing commas and with comments", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.nat(3), (object, depth) => {
        const nested = Array.from({ length: depth }).reduce<unknown>((inner) => ({ inner }), object);
        const lines = JSON.stringify(nested, null, 1).split("\n");
        while (lines.at(-1)?.trim() === "}") lines.pop();
        const text = lines.map((line) => `${line} # note {[,"`).join("\n");
        expect(parseTolerantJson(text)).toEqual(nested);
        expect(parseTolerantJson(text.replace(/ #[^#]*$/, ", // note"))).toEqual(nested);
      }),
    );
  });

  it("leaves comment signs inside strings alone", () => {
    expect(parseTolerantJson('{"url": "https://c.example.org/#x", // end\n "p": "a\\"#b",}')).toEqual({
      url: "https://c.example.org/#x",
      p: 'a"#b',
    });
  });

  it("refuses a brace too many, and braces that cross", () => {
    expect(() => parseTolerantJson('{"a": 1}}')).toThrow(SyntaxError);
    expect(() => parseTolerantJson('{"a": [1}')).toThrow(SyntaxError);
  });
});
