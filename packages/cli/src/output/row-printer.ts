import type { Output } from "./output.js";
import { safeText } from "./safe-text.js";
import { table } from "./table.js";

/** In a terminal, so many rows are laid out together; elsewhere each row goes out as it comes. */
const rowsTogether = 200;

/** Prints the rows of a list. */
export interface RowPrinter {
  row(record: Readonly<Record<string, unknown>>, cells: readonly string[]): Promise<void>;
  /** Prints what is still held back. */
  end(): Promise<void>;
}

/**
 * Makes a printer of rows: aligned under a head line in a terminal, cells divided by tabs elsewhere, so that a list of
 * any length takes no memory, and records under `--json`.
 */
export function createRowPrinter(out: Output, head: readonly string[]): RowPrinter {
  let held: (readonly string[])[] = [head];
  const print = async (): Promise<void> => {
    // The head line alone tells nothing.
    if (held.length > 1 || held[0] !== head) await out.raw(held.length === 0 ? "" : `${table(held)}\n`);
    held = [];
  };
  return {
    row: async (record, cells) => {
      const shown = cells.map(safeText);
      if (out.json || !out.terminal) return out.record(record, shown.join("\t"));
      held.push(shown);
      if (held.length >= rowsTogether) await print();
    },
    end: async () => {
      if (!out.json && out.terminal) await print();
    },
  };
}
