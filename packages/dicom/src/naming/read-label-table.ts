import { readFile } from "node:fs/promises";
import { ScanferryError, fsError, parseCsv } from "@scanferry/transfer";
import type { LabelTable } from "./naming-rules.js";
import type { NamingFact } from "./naming-schema.js";

/** Where the labels stand. */
export interface LabelColumns {
  readonly key: NamingFact;
  /** @default the key's name */
  readonly column?: string | undefined;
  readonly value: string;
}

/**
 * Reads a table of labels. Values are texts (`007` keeps its zeros); no row is left out in silence: one without a key or a label is refused,
 * and so is a key that stands there twice.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/denied`, `data/corrupt`, `input/invalid` with `details.row`
 */
export async function readLabelTable(path: string, columns: LabelColumns): Promise<LabelTable> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fsError(error, path);
  });
  const [header = [], ...rows] = parseCsv(bytes).rows.map((cells) => cells.map((cell) => cell.trim()));
  const keyAt = columnAt(header, columns.column ?? columns.key, path);
  const valueAt = columnAt(header, columns.value, path);
  const labels = new Map<string, string>();
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell === "")) continue;
    const row = index + 2;
    const key = cells[keyAt] ?? "";
    const label = cells[valueAt] ?? "";
    if (key === "") throw refused(`Row ${String(row)} of the table has no key.`, path, row);
    if (label === "") throw refused(`Row ${String(row)} of the table has no label.`, path, row);
    if (labels.has(key))
      throw refused(`Row ${String(row)} of the table has a key that stands further up too.`, path, row);
    labels.set(key, label);
  }
  return { key: columns.key, labels };
}

function columnAt(header: readonly string[], name: string, path: string): number {
  const exact = header.indexOf(name);
  if (exact !== -1) return exact;
  const alike = header.flatMap((cell, at) => (plain(cell) === plain(name) ? [at] : []));
  if (alike.length === 1 && alike[0] !== undefined) return alike[0];
  throw new ScanferryError("input/invalid", `The table has no column ${name}.`, {
    hint: "Its first row names the columns. The naming file takes one of them as key, column or value.",
    subject: path,
  });
}

/** `patient_id`, `Patient ID` and `patientId` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, "");
}

function refused(message: string, subject: string, row: number): ScanferryError {
  return new ScanferryError("input/invalid", message, {
    hint: "Each row has a key and a label, and each key one row. Correct the table and run the same command again.",
    details: { row },
    subject,
  });
}
