import { readFile } from "node:fs/promises";
import { fsError, ScanferryError } from "@scanferry/transfer";

/** A list of ids is text that people write; what is larger is another file. */
const limitBytes = 64 * 1024 * 1024;

/**
 * Reads the ids of a file: one per line, or a CSV with one of the named columns, else its first column. Ids are texts:
 * `0012` keeps its zeros. BOM, CRLF, quotes and blank lines are taken as they come.
 *
 * @throws {@link ScanferryError} `local/not-found` · `local/denied` · `data/corrupt` · `input/invalid` without any id
 */
export async function readIdList(path: string, columns: readonly string[]): Promise<string[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fsError(error, path);
  });
  // The parser of CSV lives with the lists of shares; it is loaded only by those who name a file.
  const { parseCsv } = await import("@scanferry/nextcloud-share");
  const rows = bytes.length > limitBytes ? [] : parseCsv(bytes).rows;
  const head = (rows.find((row) => row.some((cell) => cell.trim() !== "")) ?? []).map((cell) =>
    cell.trim().toLowerCase(),
  );
  const column = columns.map((name) => head.indexOf(name.toLowerCase())).find((at) => at >= 0);
  const cells = rows.map((row) => (row[column ?? 0] ?? "").trim()).filter((cell) => cell !== "");
  const ids = [...new Set(column === undefined ? cells : cells.slice(1))];
  if (ids.length > 0) return ids;
  throw new ScanferryError("input/invalid", "The file names nobody.", {
    hint: `Write one id per line, or a CSV with a column ${columns[0] ?? ""}.`,
    subject: path,
  });
}
