import * as XLSX from "xlsx";
import { guardFormula, unguardFormula } from "./formula-guard.js";
import type { CellValue, ListTable } from "./list-table.js";

const maxColumnWidth = 60;

/** The dense form of a sheet: rows of cells, without a text key per cell. */
function cellsOf(sheet: XLSX.WorkSheet): (XLSX.CellObject | undefined)[][] {
  const data = (sheet as { "!data"?: (XLSX.CellObject | undefined)[][] })["!data"];
  if (data !== undefined) return data;
  const fresh: (XLSX.CellObject | undefined)[][] = [];
  (sheet as { "!data"?: (XLSX.CellObject | undefined)[][] })["!data"] = fresh;
  return fresh;
}

/** A share list in the first sheet of an `.xlsx` workbook. */
export class XlsxTable implements ListTable {
  readonly #book: XLSX.WorkBook;
  readonly #sheet: XLSX.WorkSheet;
  readonly #cells: (XLSX.CellObject | undefined)[][];
  #columns: number;

  private constructor(book: XLSX.WorkBook, sheet: XLSX.WorkSheet) {
    this.#book = book;
    this.#sheet = sheet;
    this.#cells = cellsOf(sheet);
    const range = sheet["!ref"] === undefined ? undefined : XLSX.utils.decode_range(sheet["!ref"]);
    this.#columns = range === undefined ? 0 : range.e.c + 1;
  }

  /** Makes an empty workbook with one sheet. */
  static create(): XlsxTable {
    const book = XLSX.utils.book_new();
    const sheet: XLSX.WorkSheet = XLSX.utils.aoa_to_sheet([], { dense: true });
    XLSX.utils.book_append_sheet(book, sheet, "shares");
    return new XlsxTable(book, sheet);
  }

  /** Reads a workbook whose container was checked before; gives undefined when it holds no sheet. */
  static fromBytes(bytes: Uint8Array): XlsxTable | undefined {
    const book = XLSX.read(bytes, { type: "array", dense: true, cellStyles: true, cellNF: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ""];
    return sheet === undefined ? undefined : new XlsxTable(book, sheet);
  }

  get rowCount(): number {
    return this.#cells.length;
  }

  get columnCount(): number {
    return this.#columns;
  }

  get(row: number, column: number): CellValue {
    const cell = this.#cells[row]?.[column];
    if (cell === undefined || cell.t === "z" || cell.t === "e") return undefined;
    // A cell that Excel formats as a date is a number; what the person sees is the text beside it.
    if (cell.t === "n" && typeof cell.v === "number" && isDateFormat(cell)) return isoDayOfSerial(cell.v);
    if (typeof cell.v === "string") return cell.v === "" ? undefined : unguardFormula(cell.v);
    if (typeof cell.v === "number") return cell.v;
    return cell.v === undefined ? undefined : cell.v instanceof Date ? cell.v.toISOString() : String(cell.v);
  }

  set(row: number, column: number, value: CellValue): void {
    while (this.#cells.length <= row) this.#cells.push([]);
    const cells = this.#cells[row] ?? (this.#cells[row] = []);
    if (value === undefined) {
      cells[column] = undefined;
    } else if (typeof value === "number") {
      cells[column] = { t: "n", v: value };
    } else {
      // ISO days stay texts: a date cell comes back as a bare number, in a time zone of its own.
      cells[column] = { t: "s", v: guardFormula(value) };
    }
    this.#columns = Math.max(this.#columns, column + 1);
  }

  toBytes(): Uint8Array {
    const lastRow = Math.max(0, this.#cells.length - 1);
    this.#sheet["!ref"] = XLSX.utils.encode_range({
      s: { r: 0, c: 0 },
      e: { r: lastRow, c: Math.max(0, this.#columns - 1) },
    });
    this.#sheet["!cols"] ??= this.#fittingWidths();
    // Stored, not deflated: 64 instead of 103 ms for 5,000 rows, and a list is written after each participant.
    const written: unknown = XLSX.write(this.#book, { type: "buffer", bookType: "xlsx", compression: false });
    if (!(written instanceof Uint8Array)) throw new TypeError("xlsx gave no bytes");
    return written;
  }

  /** Widths for a new list, so that a link is not cut off on the screen. */
  #fittingWidths(): XLSX.ColInfo[] {
    const widths: XLSX.ColInfo[] = [];
    for (let column = 0; column < this.#columns; column++) {
      const longest = this.#cells
        .slice(0, 50)
        .reduce((most, row) => Math.max(most, String(row[column]?.v ?? "").length), 6);
      widths.push({ wch: Math.min(maxColumnWidth, longest + 2) });
    }
    return widths;
  }
}

/** Whether the number format of a cell is one of days: it names a year or a day outside quotes and brackets. */
function isDateFormat(cell: XLSX.CellObject): boolean {
  return typeof cell.z === "string" && /[yd]/i.test(cell.z.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ""));
}

/** Gives the calendar day of an Excel serial number, which counts from 30 December 1899. */
function isoDayOfSerial(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}
