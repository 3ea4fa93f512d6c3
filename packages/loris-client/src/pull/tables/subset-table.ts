import { cellsOf, linesOf } from "./table-lines.js";

/** Which rows of a table stay. */
export interface RowFilter {
  /** The column that names what a row is about. */
  column: string;
  keep(value: string): Promise<boolean>;
  /** Called once when the table has no such column; then all of it stays. */
  onMissingColumn(): void;
}

/**
 * Passes a tab-separated table on with fewer rows. Every line that stays is as it was, byte for byte: order, byte order mark, line
 * ends and quotes.
 */
export async function* subsetTable(
  source: AsyncIterable<Uint8Array>,
  filter: RowFilter,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at: number | undefined;
  for await (const line of linesOf(source)) {
    const cells = cellsOf(line);
    if (at === undefined) {
      at = cells.indexOf(filter.column);
      if (at < 0) filter.onMissingColumn();
    } else if (at >= 0 && cells.some((cell) => cell !== "") && !(await filter.keep(cells[at] ?? "")))
      continue;
    yield Buffer.from(line, "latin1");
  }
}
