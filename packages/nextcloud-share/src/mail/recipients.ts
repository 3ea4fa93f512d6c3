import { ScanferryError } from "@scanferry/transfer";
import { CsvTable } from "../list/csv-table.js";

/** To whom a participant's mail goes. */
export interface Recipient {
  name: string;
  email: string;
}

const headings = {
  subject: ["subject", "participant", "participant_id", "label", "id", "proband"],
  name: ["name", "full_name", "fullname"],
  email: ["email", "e-mail", "mail", "address"],
} as const;

/** One plain address: no list, no display name, no line break that could smuggle in a header. */
const plainAddress = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/u;

/** Participants are the same with and without the `sub-` of BIDS. */
export function recipientKey(subject: string): string {
  return subject.trim().replace(/^sub-/i, "");
}

/**
 * Reads names and addresses from CSV bytes (with or without BOM; comma, semicolon or tab; quotes; CRLF) with the columns
 * `subject,name,email`. A spreadsheet's `001` and `1` are different participants.
 *
 * @throws {@link ScanferryError} `input/invalid` for a missing column, an address that is none, or a participant who
 * stands there twice; `data/corrupt` when it is no CSV
 * @example
 * ```ts
 * parseRecipients(await readFile("recipients.csv")).get("01"); // { name: "Ada", email: "ada@example.org" }
 * ```
 */
export function parseRecipients(bytes: Uint8Array): Map<string, Recipient> {
  const table = CsvTable.fromBytes(bytes);
  const names = Array.from({ length: table.columnCount }, (_, i) =>
    String(table.get(0, i) ?? "")
      .trim()
      .toLowerCase(),
  );
  const find = (wanted: readonly string[]): number => names.findIndex((name) => wanted.includes(name));
  const columns = { subject: find(headings.subject), name: find(headings.name), email: find(headings.email) };
  if (columns.subject < 0 || columns.email < 0) {
    throw new ScanferryError("input/invalid", "The file of recipients lacks a column.", {
      hint: "Its first row must name the columns subject, name and email.",
    });
  }
  const recipients = new Map<string, Recipient>();
  for (let row = 1; row < table.rowCount; row++) {
    const cell = (column: number): string => (column < 0 ? "" : String(table.get(row, column) ?? "").trim());
    const key = recipientKey(cell(columns.subject));
    if (key === "") continue;
    const recipient = { name: cell(columns.name).replaceAll(/\s+/g, " "), email: cell(columns.email) };
    if (recipient.email !== "" && !plainAddress.test(recipient.email)) {
      throw new ScanferryError(
        "input/invalid",
        `Row ${row + 1} of the recipients has an address that is none.`,
        {
          hint: "Write one address per row, such as ada@example.org, without name and brackets.",
          details: { row: row + 1 },
        },
      );
    }
    if (recipients.has(key)) {
      throw new ScanferryError(
        "input/invalid",
        `Row ${row + 1} of the recipients names a participant once more.`,
        {
          hint: "Keep one row per participant, or a scan goes to the wrong person.",
          details: { row: row + 1 },
        },
      );
    }
    recipients.set(key, recipient);
  }
  return recipients;
}
