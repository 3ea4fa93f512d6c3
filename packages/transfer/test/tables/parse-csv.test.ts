import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCsv } from "../../src/tables/parse-csv.js";

const parse = (text: string): string[][] => parseCsv(new TextEncoder().encode(text)).rows;

describe("parseCsv", () => {
  it.each<[string, string, string[][]]>([
    ["nothing", "", []],
    ["one cell without a line end", "a", [["a"]]],
    ["a line end at the end, which begins no row", "a,b\r\n", [["a", "b"]]],
    [
      "a BOM",
      "\uFEFFa,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "semicolons",
      "a;b;c\n1,5;2\n",
      [
        ["a", "b", "c"],
        ["1,5", "2"],
      ],
    ],
    ["tabs", "a\tb\n", [["a", "b"]]],
    [
      "an empty last cell",
      "a,\n,\n",
      [
        ["a", ""],
        ["", ""],
      ],
    ],
    ["an empty last cell without a line end", "a,", [["a", ""]]],
    ["blank lines", "a\n\nb\n", [["a"], [""], ["b"]]],
    ["rows of different lengths", "a,b\n1\n1,2,3\n", [["a", "b"], ["1"], ["1", "2", "3"]]],
    ["old Mac line ends", "a\rb\r", [["a"], ["b"]]],
    ["quotes, line breaks and delimiters in a cell", '"a""b","c\r\nd,e"\n', [['a"b', "c\r\nd,e"]]],
    ["leading zeros and blanks, as they are", "0012, x \n", [["0012", " x "]]],
  ])("reads %s", (_, text, rows) => {
    expect(parse(text)).toEqual(rows);
  });

  it.each(['a,"b', 'a,"b"c', 'a,b"c"', '"a""'])("refuses %j, whose quotes do not close", (text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: "data/corrupt" }));
  });

  it.each([Uint8Array.of(0xff, 0xfe, 0x41), Uint8Array.of(0x41, 0, 0x42)])(
    "refuses what is no text",
    (bytes) => {
      expect(() => parseCsv(bytes)).toThrow(expect.objectContaining({ code: "data/corrupt" }));
    },
  );

  it("gives back every table that was written with quotes around each cell", () => {
    const cell = fc.string({ unit: "grapheme" }).filter((text) => !/[\0]|[\ud800-\udfff]/.test(text));
    const row = fc.array(cell, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        const text = rows.map(
          (cells) => `${cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")}\n`,
        );
        expect(parse(text.join(""))).toEqual(rows);
      }),
    );
  });
});
