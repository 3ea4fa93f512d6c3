import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import {
  ScanferryError,
  fsError,
  isScanferryError,
  openJournal,
  sleep,
  writeFileAtomic,
} from "@scanferry/transfer";
import { CsvTable } from "./csv-table.js";
import { isMissing } from "./is-missing.js";
import { removeParts } from "./remove-parts.js";

/** The two secrets of a participant. */
export interface SharePasswords {
  /** Opens the zip. */
  password: string;
  /** Opens the link; empty when the link asks for nothing. */
  linkPassword: string;
}

/** Whose passwords they are: two lists may have the same labels, and no two links are the same. */
interface Entry extends SharePasswords {
  subject: string;
  /** Empty in files that people wrote by hand. */
  url: string;
}

const header = ["subject", "password", "link_password", "url"] as const;
const lockPauseMs = 50;
const lockTries = 400;

function keyOf({ subject, url }: { subject: string; url: string }): string {
  return JSON.stringify([subject, url]);
}

/**
 * The file of `--split-passwords`: CSV with the columns `subject,password,link_password,url`, readable by its owner only,
 * so that the list itself can be passed on without any secret. Several lists may use one file.
 */
export class PasswordBook {
  readonly path: string;
  #entries: Map<string, Entry>;
  /** What this process has put there since it last wrote. */
  readonly #changed = new Map<string, Entry>();

  private constructor(path: string, entries: Map<string, Entry>) {
    this.path = path;
    this.#entries = entries;
  }

  /**
   * Opens a file of passwords; one that does not exist is an empty one.
   *
   * @throws {@link ScanferryError} `data/corrupt` when it is not such a file, `local/denied`
   */
  static async open(path: string): Promise<PasswordBook> {
    return new PasswordBook(path, await readEntries(path));
  }

  /** The passwords of a row. */
  get(row: { subject: string; url: string }): SharePasswords | undefined {
    return this.#entries.get(keyOf(row)) ?? this.#entries.get(keyOf({ subject: row.subject, url: "" }));
  }

  /** Keeps the passwords of a row; {@link PasswordBook.save} writes them. */
  set(row: { subject: string; url: string }, { password, linkPassword }: SharePasswords): void {
    const { subject, url } = row;
    const entry = { subject, url, password, linkPassword };
    this.#entries.set(keyOf(row), entry);
    this.#changed.set(keyOf(row), entry);
  }

  /**
   * Adds what was kept to what the file holds by now, and writes it whole; mode 0600. A lock keeps other runs away
   * meanwhile, whatever lists they work for.
   *
   * @throws {@link ScanferryError} `input/invalid` when the file holds other passwords of the same link; `local/busy`,
   * `local/no-space`, `local/denied`
   */
  async save(): Promise<void> {
    if (this.#changed.size === 0) return;
    const unlock = await lock(this.path);
    try {
      await removeParts(this.path);
      const entries = await readEntries(this.path);
      // Others may be set while this is written; they stay for the next time.
      const changed = [...this.#changed];
      for (const [key, entry] of changed) {
        const present = entries.get(key);
        if (present !== undefined && present.password !== entry.password && present.password !== "")
          throw otherPassword(entry.subject);
        entries.set(key, entry);
      }
      await writeFileAtomic(this.path, format(entries.values()), { mode: 0o600 });
      for (const [key, entry] of changed) if (this.#changed.get(key) === entry) this.#changed.delete(key);
      this.#entries = new Map([...entries, ...this.#changed]);
    } finally {
      await unlock();
    }
  }
}

/** A link has one password; two of them mean that somebody edited list or file. */
function otherPassword(subject: string): ScanferryError {
  return new ScanferryError(
    "input/invalid",
    "The file of passwords holds another password for the same link.",
    {
      hint: "Nothing was overwritten. Remove the wrong one, from the list or from the file, and run the same command again.",
      subject,
    },
  );
}

function format(entries: Iterable<Entry>): Uint8Array {
  const table = new CsvTable();
  header.forEach((name, column) => table.set(0, column, name));
  let row = 1;
  for (const { subject, password, linkPassword, url } of entries) {
    [subject, password, linkPassword, url].forEach((text, column) => table.set(row, column, text));
    row += 1;
  }
  return table.toBytes();
}

async function readEntries(path: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (isMissing(error)) return entries;
    throw fsError(error, path);
  }
  const table = CsvTable.fromBytes(bytes);
  const cell = (row: number, column: number): string =>
    column < 0 ? "" : String(table.get(row, column) ?? "");
  const names = Array.from({ length: table.columnCount }, (_, column) =>
    cell(0, column).trim().toLowerCase(),
  );
  const [subject = -1, password = -1, linkPassword = -1, url = -1] = header.map((name) =>
    names.indexOf(name),
  );
  if (subject < 0 || password < 0) {
    throw new ScanferryError(
      "data/corrupt",
      "The file of passwords has no header subject,password,link_password.",
      {
        hint: "Give the file that --split-passwords wrote; it is not overwritten.",
      },
    );
  }
  for (let row = 1; row < table.rowCount; row++) {
    const entry = {
      subject: cell(row, subject).trim(),
      url: cell(row, url).trim(),
      password: cell(row, password),
      linkPassword: cell(row, linkPassword),
    };
    if (entry.subject !== "") entries.set(keyOf(entry), entry);
  }
  return entries;
}

/** Takes the file for this process; others hold it for milliseconds. The journal's lock knows those of killed processes. */
async function lock(path: string): Promise<() => Promise<void>> {
  const place = join(dirname(path), ".scanferry", `${basename(path)}.lock.ndjson`);
  for (let attempt = 1; ; attempt++) {
    try {
      const journal = await openJournal(place, { mode: 0o600 });
      return () => journal.close();
    } catch (error) {
      if (!isScanferryError(error, "local/busy") || attempt === lockTries) throw error;
      await sleep(lockPauseMs);
    }
  }
}
