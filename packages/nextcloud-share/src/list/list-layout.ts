import { ScanferryError } from "@scanferry/transfer";
import { listColumns, type ListColumn } from "./columns.js";
import type { ListTable } from "./list-table.js";

/** Where the columns of a share list stand in a table. */
export interface ListLayout {
  columns: Record<ListColumn, number>;
  /** The header row; the rows behind it are participants. */
  headerRow: number;
  /** Whether the table was written by today's script: unnamed first column, `expire` is the day the link dies. */
  legacy: boolean;
}

const headerSearchLimit = 20;

/** Reads the names in one row of a table. */
function namesIn(table: ListTable, row: number): string[] {
  return Array.from({ length: table.columnCount }, (_, column) =>
    String(table.get(row, column) ?? "")
      .trim()
      .toLowerCase(),
  );
}

/**
 * Finds the header row and the columns of a share list. Columns that are missing are given places behind the last one.
 * pandas, with which today's script writes its list, leaves the name of the first column empty.
 *
 * @throws {@link ScanferryError} `data/corrupt` when there is no such header row
 */
export function findListLayout(table: ListTable): ListLayout {
  for (let row = 0; row < Math.min(table.rowCount, headerSearchLimit); row++) {
    const names = namesIn(table, row);
    const current = names.includes("subject") && names.includes("url");
    const first = names[0] ?? "";
    const legacy =
      !current &&
      (first === "" || first.startsWith("unnamed:")) &&
      ["url", "password", "expire"].every((n) => names.includes(n));
    if (!current && !legacy) continue;
    let next = table.columnCount;
    const places = listColumns.map((column) => {
      const found = column === "subject" && legacy ? 0 : names.indexOf(column);
      return [column, found === -1 ? next++ : found] as const;
    });
    return { columns: Object.fromEntries(places) as Record<ListColumn, number>, headerRow: row, legacy };
  }
  throw new ScanferryError("data/corrupt", "The file has no header row of a share list.", {
    hint: "Its first sheet must begin with: subject, url, password, expire … Give another --list, or repair the file.",
  });
}

/** Writes the names of all columns into the header row. */
export function writeHeader(table: ListTable, layout: ListLayout): void {
  for (const column of listColumns) {
    const at = layout.columns[column];
    const present = String(table.get(layout.headerRow, at) ?? "");
    if (present.trim().toLowerCase() !== column) table.set(layout.headerRow, at, column);
  }
}

/** The layout of a list that is made anew. */
export function freshLayout(): ListLayout {
  const places = listColumns.map((column, index) => [column, index] as const);
  return { columns: Object.fromEntries(places) as Record<ListColumn, number>, headerRow: 0, legacy: false };
}
