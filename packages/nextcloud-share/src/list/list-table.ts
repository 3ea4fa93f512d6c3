/** A cell as a table keeps it. */
export type CellValue = string | number | undefined;

/**
 * The grid behind a share list, whatever its file format. Only cells that are set change: columns, rows and sheets
 * that somebody added stay as they are.
 */
export interface ListTable {
  /** Number of rows, header included. */
  readonly rowCount: number;
  /** Number of columns. */
  readonly columnCount: number;
  /** Reads a cell; texts come without the apostrophe of the formula guard. */
  get(row: number, column: number): CellValue;
  /** Writes a cell; texts that look like formulas are guarded. */
  set(row: number, column: number, value: CellValue): void;
  /** The whole file. */
  toBytes(): Uint8Array;
}
