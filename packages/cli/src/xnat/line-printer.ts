import type { CallContext } from "../call-context.js";
import { createRowPrinter } from "../output/row-printer.js";
import { createFieldPrinter } from "./field-list.js";
import { cellsOf, listColumns } from "./list-columns.js";
import type { ListLine } from "./list-line.js";
import type { ListPlan } from "./list-plan.js";

/** Prints the lines of a list. */
export interface LinePrinter {
  line(line: ListLine): Promise<void>;
  /** Prints what is still held back. */
  end(): Promise<void>;
}

/** Makes the printer that the options ask for: chosen fields, a table, or records. */
export function createLinePrinter({ out }: CallContext, { path, type, fields }: ListPlan): LinePrinter {
  if (fields !== undefined) return createFieldPrinter(out, fields);
  const columns = listColumns(type, path);
  const rows = createRowPrinter(
    out,
    columns.map(([head]) => head),
  );
  return { line: (line) => rows.row(line.record, cellsOf(line, columns)), end: () => rows.end() };
}
