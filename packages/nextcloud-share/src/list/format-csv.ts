import type { CsvText } from "@scanferry/transfer";

/** Quotes one cell where that is needed. */
function quoteCell(cell: string, delimiter: string): string {
  const risky = cell.includes(delimiter) || /["\r\n]/.test(cell) || cell !== cell.trim();
  return risky ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Writes CSV that Excel opens by a double click: with a BOM (or it guesses the code page) and CRLF (RFC 4180). */
export function formatCsv({ rows, delimiter }: CsvText): string {
  return `\uFEFF${rows.map((row) => `${row.map((cell) => quoteCell(cell, delimiter)).join(delimiter)}\r\n`).join("")}`;
}
