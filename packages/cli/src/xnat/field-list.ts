import { ScanferryError } from "@scanferry/transfer";
import type { Output } from "../output/output.js";
import { safeText } from "../output/safe-text.js";
import { cellText } from "./cell-text.js";
import type { ListLine } from "./list-line.js";
import type { LinePrinter } from "./line-printer.js";

/**
 * Prints chosen fields only: one as a plain list, which `--subjects-from` takes; several as a CSV with their names on top.
 * A field is one of our record, or one that the server sent under its own name.
 */
export function createFieldPrinter(out: Output, fields: readonly string[]): LinePrinter {
  let begun = false;
  return {
    line: async (line) => {
      const other = fields.find((field) => !(field in line.record) && !(field in line.fields));
      if (other !== undefined) throw unknownField(other, Object.keys({ ...line.record, ...line.fields }));
      const texts = fields.map((field) => cell(valueOf(line, field)));
      if (!begun && fields.length > 1) await out.raw(`${fields.map(cell).join(",")}\n`);
      begun = true;
      await out.raw(`${texts.join(",")}\n`);
    },
    end: () => Promise.resolve(),
  };
}

/** Our own name for a value goes before the server's. */
function valueOf({ record, fields }: ListLine, field: string): unknown {
  const values: Readonly<Record<string, unknown>> = field in record ? record : fields;
  return values[field];
}

/** A cell that reads back as it is, with commas and quotes in it too. */
function cell(value: unknown): string {
  const text = safeText(cellText(value));
  return /[",;\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

function unknownField(name: string, known: readonly string[]): ScanferryError {
  return new ScanferryError("input/invalid", "The list has no field of that name.", {
    hint: `Fields here: ${known.filter((field) => field !== "type").join(", ")}.`,
    subject: name,
  });
}
