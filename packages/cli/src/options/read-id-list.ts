import { readFile } from "node:fs/promises";
import { fsError, ScanferryError } from "@scanferry/transfer";
import { isFolder } from "./is-folder.js";

/** A list of ids is text that people write; what is larger is another file. */
const limitBytes = 64 * 1024 * 1024;

/**
 * Reads the ids of a file: one per line, or a CSV with one of the named columns. Ids are texts: `0012` keeps its zeros.
 * BOM, CRLF, quotes and blank lines are taken as they come. What would be left out in silence is refused: more cells
 * without a named column, and a row without an id.
 *
 * @throws {@link ScanferryError} `local/not-found` · `local/denied` · `data/corrupt` · `input/invalid`
 */
export async function readIdList(path: string, columns: readonly string[]): Promise<string[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw isFolder(error) ? refuse("A list of ids is a file, not a folder.", path) : fsError(error, path);
  });
  if (bytes.length > limitBytes) throw refuse("The file is too large for a list of ids.", path);
  return idsOf(bytes, path, columns);
}

/** The same for a text that came from elsewhere; `source` names it in errors. */
export async function idsOf(
  bytes: Uint8Array,
  source: string,
  columns: readonly string[],
): Promise<string[]> {
  // The parser of CSV lives with the lists of shares; it is loaded only by those who name a file.
  const { parseCsv } = await import("@scanferry/nextcloud-share");
  const rows = parseCsv(bytes)
    .rows.map((row, index) => ({ line: index + 1, cells: row.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const head = (rows[0]?.cells ?? []).map((cell) => cell.toLowerCase());
  const column = columns.map((name) => head.indexOf(name.toLowerCase())).find((at) => at >= 0);
  const ids = (column === undefined ? rows : rows.slice(1)).map(({ line, cells }) => {
    const id = cells[column ?? 0] ?? "";
    // Which sign divides cells is told by the first line; another one further down stays within its cell.
    if (column === undefined && (cells.filter((cell) => cell !== "").length > 1 || /[,;\t]/.test(id)))
      throw refuse(
        `Line ${String(line)} has more than one cell, and no column is named as one of ids.`,
        source,
        columns,
      );
    if (id === "")
      throw refuse(
        `Line ${String(line)} has no id in the column ${head[column ?? 0] ?? ""}.`,
        source,
        columns,
      );
    return id;
  });
  if (ids.length === 0) throw refuse("The file names nobody.", source, columns);
  return [...new Set(ids)];
}

function refuse(message: string, subject: string, columns: readonly string[] = []): ScanferryError {
  const [first] = columns;
  return new ScanferryError("input/invalid", message, {
    hint: `Write one id per line${first === undefined ? "" : `, or a CSV with a column ${first}`}.`,
    subject,
  });
}
