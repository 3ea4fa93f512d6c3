import type { IdColumns } from "./ids-of.js";

/** Where the line with the columns' names stands. */
interface Header {
  /** How many lines, and how many bytes, come before it. */
  line: number;
  offset: number;
  column: number;
  /** The column's name, as a sentence may print it. */
  name: string;
}

/** Titles are a line or two; further down, an id could look like a column's name. */
const linesSearched = 10;

/**
 * Finds the line that names the columns: the first one, or one below a title, as web pages and spreadsheets put it
 * there. A single word below other single words is an id, whatever it says.
 */
export function findHeader(
  bytes: Uint8Array,
  { known, named }: IdColumns,
  parse: (bytes: Uint8Array) => { rows: string[][] },
): Header | undefined {
  const wanted = (named === undefined ? known : [named]).map(plain);
  const above: string[][] = [];
  let offset = 0;
  for (let line = 0; line < linesSearched && offset < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, offset);
    const next = end === -1 ? bytes.length : end + 1;
    const cells = cellsOf(bytes.subarray(offset, next), parse);
    const names = cells.map(plain);
    const name = wanted.find((text) => names.includes(text));
    if (name !== undefined && above.every((row) => isTitle(row, cells)))
      return { line, offset, column: names.indexOf(name), name };
    if (cells.length > 0 && cells[0]?.startsWith("#") !== true) above.push(cells);
    offset = next;
  }
  return undefined;
}

/** The cells of a line that stands alone; none for a blank one, and for one that a quote leads on to the next. */
function cellsOf(line: Uint8Array, parse: (bytes: Uint8Array) => { rows: string[][] }): string[] {
  try {
    const cells = (parse(line).rows[0] ?? []).map((cell) => cell.trim());
    return cells.some((cell) => cell !== "") ? cells : [];
  } catch {
    return [];
  }
}

function isTitle(row: readonly string[], header: readonly string[]): boolean {
  const filled = (cells: readonly string[]): number => cells.filter((cell) => cell !== "").length;
  // Labels of an archive hold no blank; a title of one word stands above a real table only.
  return filled(header) > 1 ? filled(row) < filled(header) : row.some((cell) => /\s/.test(cell));
}

/** `Subject_Label`, `subject label` and `SUBJECT LABEL` are one name. */
function plain(cell: string): string {
  return cell.toLowerCase().replaceAll("_", " ");
}
