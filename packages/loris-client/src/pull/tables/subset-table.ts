import { cellsOf, linesOf } from "./table-lines.js";

/** Rows that wait for one that stays are held up to this many characters, which is more than any session has images. */
const heldLimit = 4 * 1024 * 1024;

/** Which rows of a table stay. */
export interface RowFilter {
  /** The column that names what a row is about. */
  column: string;
  keep(value: string): Promise<boolean>;
  /** Called once when the table has no such column; then all of it stays. */
  onMissingColumn(): void;
  /** Asked at the end when the table has rows and none would stay, which may be a misunderstanding: `true` lets all of them stay. @default false */
  keepAll?(): Promise<boolean>;
}

/** Holds rows back until it is clear that they are not wanted. */
class HeldRows {
  #rows: string[] = [];
  #length = 0;
  #given = false;

  /** Some row stays, or there are too many. */
  giveUp(): void {
    this.#given = true;
    this.#rows = [];
  }

  add(line: string): void {
    if (this.#given) return;
    this.#rows.push(line);
    this.#length += line.length;
    if (this.#length > heldLimit) this.giveUp();
  }

  get rows(): readonly string[] {
    return this.#rows;
  }
}

/**
 * Passes a tab-separated table on with fewer rows. Every line that stays is as it was, byte for byte: order, byte order mark, line
 * ends and quotes.
 */
export async function* subsetTable(
  source: AsyncIterable<Uint8Array>,
  filter: RowFilter,
): AsyncGenerator<Uint8Array, void, undefined> {
  const held = new HeldRows();
  if (filter.keepAll === undefined) held.giveUp();
  let at: number | undefined;
  for await (const line of linesOf(source)) {
    const cells = cellsOf(line);
    if (at === undefined) {
      at = cells.indexOf(filter.column);
      if (at < 0) filter.onMissingColumn();
    } else if (at >= 0 && cells.some((cell) => cell !== "")) {
      if (!(await filter.keep(cells[at] ?? ""))) {
        held.add(line);
        continue;
      }
      held.giveUp();
    }
    yield Buffer.from(line, "latin1");
  }
  if (held.rows.length === 0 || (await filter.keepAll?.()) !== true) return;
  for (const line of held.rows) yield Buffer.from(line, "latin1");
}
