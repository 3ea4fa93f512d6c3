import { ScanferryError, parseCsv } from "@scanferry/transfer";
import { findHeader } from "./find-header.js";

/** Which column of a table holds the ids. */
export interface IdColumns {
  /** Names under which programs write it, the best one first. */
  known: readonly string[];
  /** The one that the user named: no other will do. */
  named?: string | undefined;
}

/**
 * Takes the ids out of a text: one per line, or a CSV with one of the named columns. Ids are texts: `0012` keeps its
 * zeros. BOM, CRLF, quotes, blank lines, a title above the table, and lines that begin with # in a list are taken as they
 * come. What would be left out in
 * silence is refused: more cells without a named column, and a row without an id.
 *
 * @param source - names the text in errors
 * @throws {@link ScanferryError} `data/corrupt` · `input/invalid`
 */
export function idsOf(bytes: Uint8Array, source: string, columns: IdColumns): string[] {
  const header = findHeader(bytes, columns, parseCsv);
  if (header === undefined && columns.named !== undefined) {
    throw new ScanferryError("input/invalid", "The list has no column of that name.", {
      hint: "Its first line names the columns. --column takes one of them.",
      subject: `${columns.named} in ${source}`,
    });
  }
  const above = header?.line ?? 0;
  const rows = parseCsv(header === undefined ? bytes : bytes.subarray(header.offset))
    .rows.map((row, index) => ({ line: above + index + 1, cells: row.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    // No id begins so; in a table, another column may.
    .filter(({ cells }) => header !== undefined || cells[0]?.startsWith("#") !== true)
    .slice(header === undefined ? 0 : 1);
  const at = header?.column ?? 0;
  const ids = rows.map(({ line, cells }) => {
    const id = cells[at] ?? "";
    // Which sign divides cells is told by the first line; another one further down stays within its cell.
    if (header === undefined && (cells.filter((cell) => cell !== "").length > 1 || /[,;\t]/.test(id)))
      throw refuseIds(
        `Line ${String(line)} has more than one cell, and no column is named as one of ids.`,
        source,
        columns,
      );
    if (id === "")
      throw refuseIds(`Line ${String(line)} has no id in the column ${header?.name ?? ""}.`, source, columns);
    return id;
  });
  if (ids.length === 0) throw refuseIds("The file names nobody.", source, columns);
  return [...new Set(ids)];
}

/** The refusal of a list, with how one looks. */
export function refuseIds(message: string, subject: string, columns?: IdColumns): ScanferryError {
  const first = columns?.named ?? columns?.known[0];
  return new ScanferryError("input/invalid", message, {
    hint: `Write one id per line${first === undefined ? "" : `, or a CSV with a column ${first}`}.`,
    subject,
  });
}
