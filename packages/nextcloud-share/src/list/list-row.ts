import { isIsoDay } from "../expiry/iso-day.js";
import { columnFields, emptyRow, listColumns, type ListColumn, type ShareListRow } from "./columns.js";
import type { ListLayout } from "./list-layout.js";
import type { CellValue, ListTable } from "./list-table.js";

/** Reads a day as spreadsheets may have rewritten it: ISO, or `24.12.2026` after a round through a German Excel. */
function dayOf(value: CellValue): string {
  const text = String(value ?? "").trim();
  if (isIsoDay(text.slice(0, 10))) return text.slice(0, 10);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (german === null) return text;
  const [, day = "", month = "", year = ""] = german;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Reads a size; anything that is no whole number counts as unknown. */
function bytesOf(value: CellValue): number | undefined {
  const size = typeof value === "number" ? value : value === undefined ? Number.NaN : Number(value);
  return Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}

/** Reads one row; undefined where the subject's cell is empty, as in rows that somebody cleared. */
export function readRow(table: ListTable, layout: ListLayout, at: number): ShareListRow | undefined {
  const cell = (column: ListColumn): CellValue => table.get(at, layout.columns[column]);
  const text = (column: ListColumn): string => String(cell(column) ?? "");
  const subject = text("subject").trim();
  if (subject === "") return undefined;
  return {
    subject,
    url: text("url").trim(),
    password: text("password"),
    expire: dayOf(cell("expire")),
    file: text("file"),
    bytes: bytesOf(cell("bytes")),
    sha256: text("sha256").trim().toLowerCase(),
    remotePath: text("remote_path"),
    status: text("status").trim(),
    sharedAt: text("shared_at").trim(),
    linkPassword: text("link_password"),
  };
}

/** Writes one row. Cells that already say the same are left as they are, number formats and all. */
export function writeRow(table: ListTable, layout: ListLayout, at: number, row: ShareListRow): void {
  const before = readRow(table, layout, at) ?? emptyRow("");
  for (const column of listColumns) {
    const field = columnFields[column];
    if (before[field] === row[field]) continue;
    const value = row[field];
    table.set(at, layout.columns[column], value === "" ? undefined : value);
  }
}
