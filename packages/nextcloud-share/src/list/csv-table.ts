import { parseCsv } from "@scanferry/transfer";
import type { CsvText } from "@scanferry/transfer";
import { formatCsv } from "./format-csv.js";
import { guardFormula, unguardFormula } from "./formula-guard.js";
import type { CellValue, ListTable } from "./list-table.js";

/** A share list in a `.csv` file. */
export class CsvTable implements ListTable {
  readonly #csv: CsvText;
  #columns: number;

  constructor(csv: CsvText = { rows: [], delimiter: "," }) {
    this.#csv = csv;
    this.#columns = csv.rows.reduce((most, row) => Math.max(most, row.length), 0);
  }

  /** Reads the bytes of a `.csv` file. */
  static fromBytes(bytes: Uint8Array): CsvTable {
    return new CsvTable(parseCsv(bytes));
  }

  get rowCount(): number {
    return this.#csv.rows.length;
  }

  get columnCount(): number {
    return this.#columns;
  }

  get(row: number, column: number): CellValue {
    const cell = this.#csv.rows[row]?.[column];
    return cell === undefined || cell === "" ? undefined : unguardFormula(cell);
  }

  set(row: number, column: number, value: CellValue): void {
    while (this.#csv.rows.length <= row) this.#csv.rows.push([]);
    const cells = this.#csv.rows[row] ?? [];
    while (cells.length <= column) cells.push("");
    cells[column] =
      value === undefined ? "" : typeof value === "number" ? String(value) : guardFormula(value);
    this.#columns = Math.max(this.#columns, column + 1);
  }

  toBytes(): Uint8Array {
    const width = this.#columns;
    const rows = this.#csv.rows.map((row) => [
      ...row,
      ...Array<string>(Math.max(0, width - row.length)).fill(""),
    ]);
    return new TextEncoder().encode(formatCsv({ rows, delimiter: this.#csv.delimiter }));
  }
}
