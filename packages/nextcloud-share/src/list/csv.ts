import { ScanferryError } from "@scanferry/transfer";
import { parse } from "csv-parse/sync";

/** A CSV file as rows of texts, with what is needed to write it in the same dialect. */
export interface CsvText {
  rows: string[][];
  delimiter: string;
}

/** Finds the delimiter that Excel chose: a semicolon where the comma is the decimal sign, else a comma; or a tab. */
function findDelimiter(text: string): string {
  const header = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/, 1)[0] ?? "";
  const outside = header.replace(/"(?:[^"]|"")*"/g, "");
  const count = (sign: string): number => outside.split(sign).length - 1;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}

/**
 * Reads CSV as spreadsheets write it: UTF-8 with or without BOM, quotes, CRLF or LF, comma, semicolon or tab.
 *
 * @throws {@link ScanferryError} `data/corrupt` when it is not UTF-8 text or a quote never ends
 * @example
 * ```ts
 * const { rows, delimiter } = parseCsv(await readFile("participants.csv"));
 * ```
 */
export function parseCsv(bytes: Uint8Array): CsvText {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
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
    const rows = parse(text, { bom: true, delimiter, relax_column_count: true });
    return { rows, delimiter };
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

/** Quotes one cell where that is needed. */
function quoteCell(cell: string, delimiter: string): string {
  const risky = cell.includes(delimiter) || /["\r\n]/.test(cell) || cell !== cell.trim();
  return risky ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Writes CSV that Excel opens by a double click: with a BOM (or it guesses the code page) and CRLF (RFC 4180). */
export function formatCsv({ rows, delimiter }: CsvText): string {
  return `\uFEFF${rows.map((row) => `${row.map((cell) => quoteCell(cell, delimiter)).join(delimiter)}\r\n`).join("")}`;
}
