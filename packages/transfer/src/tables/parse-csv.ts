import { parse } from "csv-parse/sync";
import { ScanferryError } from "../errors/scanferry-error.js";

/** A CSV file as rows of texts, with what is needed to write it in the same dialect. */
export interface CsvText {
  rows: string[][];
  delimiter: string;
}

/**
 * Reads CSV as spreadsheets write it: UTF-8 with or without BOM, quotes, CRLF or LF, comma, semicolon or tab. Rows may differ in length; a
 * blank line is a row of one empty cell.
 *
 * @throws {@link ScanferryError} `data/corrupt` when it is not UTF-8 text or a quote never ends
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 *
 * const { rows, delimiter } = parseCsv(await readFile("participants.csv"));
 * ```
 */
export function parseCsv(bytes: Uint8Array): CsvText {
  let text: string;
  try {
    // The decoder takes the BOM away.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ScanferryError("data/corrupt", "The CSV file is not UTF-8 text.", {
      hint: "Save it as “CSV UTF-8” and try again.",
      cause: error,
    });
  }
  if (text.includes("\0")) {
    throw new ScanferryError("data/corrupt", "The CSV file holds binary data.", {
      hint: "Check that the name belongs to a CSV file.",
    });
  }
  const delimiter = findDelimiter(text);
  try {
    return { rows: parse(text, { delimiter, relax_column_count: true }), delimiter };
  } catch (error) {
    throw new ScanferryError(
      "data/corrupt",
      "The CSV file cannot be read: a quote is open or out of place.",
      {
        hint: "Open it in a spreadsheet program, check the last row, and save it again.",
        cause: error,
      },
    );
  }
}

/** Finds the delimiter that Excel chose: a semicolon where the comma is the decimal sign, else a comma; or a tab. */
function findDelimiter(text: string): string {
  const header = text.split(/\r\n|\n|\r/, 1)[0] ?? "";
  const outside = header.replace(/"(?:[^"]|"")*"/g, "");
  const count = (sign: string): number => outside.split(sign).length - 1;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}
