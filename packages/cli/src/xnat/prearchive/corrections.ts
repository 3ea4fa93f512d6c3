import { readFile } from "node:fs/promises";
import { ScanferryError, fsError, parseCsv } from "@scanferry/transfer";

/** A session that was named, and the labels that it gets. */
export interface Correction {
  /** Its URL, label or folder in the prearchive. */
  readonly name: string;
  readonly project?: string | undefined;
  readonly subject?: string | undefined;
  readonly session?: string | undefined;
}

const columns = ["old", "project", "subject", "session"] as const;

/**
 * Reads a table of corrections: a column `old` with the URL, label or folder that a session has in the prearchive, and any of `project`,
 * `subject` and `session` with what it gets instead.
 *
 * @throws {@link ScanferryError} `input/invalid` with the line · `data/corrupt` · `local/not-found` and its like
 */
export async function readCorrections(path: string): Promise<Correction[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fsError(error, path);
  });
  const { rows } = parseCsv(bytes);
  const [head = [], ...lines] = rows;
  const names = head.map((cell) => cell.trim().toLowerCase());
  const unknown = names.filter((name) => name !== "" && !columns.some((column) => column === name));
  if (!names.includes("old") || unknown.length > 0 || new Set(names).size !== names.length)
    throw refuse("The table's first line does not name its columns.", path);
  const seen = new Set<string>();
  const found = lines.flatMap((cells, index): Correction[] => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    const of = (column: string): string | undefined => cells[names.indexOf(column)]?.trim() || undefined;
    const name = of("old");
    const line = String(index + 2);
    if (name === undefined) throw refuse(`Line ${line} names no session.`, path);
    if (seen.has(name)) throw refuse(`Line ${line} names a session for the second time.`, path);
    seen.add(name);
    const [project, subject, session] = [of("project"), of("subject"), of("session")];
    return [{ name, project, subject, session }];
  });
  if (found.length === 0) throw refuse("The table names no session.", path);
  return found;
}

function refuse(message: string, subject: string): ScanferryError {
  return new ScanferryError("input/invalid", message, {
    hint: "It begins with old,project,subject,session: old is the URL or label that the prearchive has, the others are what it gets; leave out what stays.",
    subject,
  });
}
