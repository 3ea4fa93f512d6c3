import { ScanferryError } from "@scanferry/transfer";
import type { Output } from "../output/output.js";
import { safeText } from "../output/safe-text.js";
import { cellText } from "./cell-text.js";
import type { LinePrinter } from "./line-printer.js";

/**
 * Prints chosen fields only: one as a plain list, which `--subjects-from` takes; several as a CSV with their names on top.
 * A field is one of our record, or one that the server sent under its own name.
 */
export function createFieldPrinter(out: Output, fields: readonly string[]): LinePrinter {
  let begun = false;
  return {
    line: async (line) => {
      const known: Readonly<Record<string, unknown>> = { ...line.fields, ...line.record };
      const other = fields.find((field) => !(field in known));
      if (other !== undefined) throw unknownField(other, Object.keys(known));
      const texts = fields.map((field) => cell(known[field]));
      if (!begun && fields.length > 1) await out.raw(`${fields.map(cell).join(",")}\n`);
      begun = true;
      await out.raw(`${texts.join(",")}\n`);
    },
    end: () => Promise.resolve(),
  };
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
