import { readFile } from "node:fs/promises";
import { ScanferryError, writeFileAtomic } from "@scanferry/transfer";
import { CsvTable } from "./csv-table.js";
import { isMissing } from "./is-missing.js";

/** The two secrets of a participant. */
export interface SharePasswords {
  /** Opens the zip. */
  password: string;
  /** Opens the link; empty when the link asks for nothing. */
  linkPassword: string;
}

const header = ["subject", "password", "link_password"] as const;

/**
 * The file of `--split-passwords`: CSV with the columns `subject,password,link_password`, readable by its owner only,
 * so that the list itself can be passed on without any secret.
 */
export class PasswordBook {
  readonly path: string;
  readonly #entries: Map<string, SharePasswords>;

  private constructor(path: string, entries: Map<string, SharePasswords>) {
    this.path = path;
    this.#entries = entries;
  }

  /**
   * Opens a file of passwords; one that does not exist is an empty one.
   *
   * @throws {@link ScanferryError} `data/corrupt` when it is not such a file
   */
  static async open(path: string): Promise<PasswordBook> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(path);
    } catch (error) {
      if (isMissing(error)) return new PasswordBook(path, new Map());
      throw error;
    }
    const table = CsvTable.fromBytes(bytes);
    const names = Array.from({ length: table.columnCount }, (_, i) =>
      String(table.get(0, i) ?? "")
        .trim()
        .toLowerCase(),
    );
    const [subject, password, linkPassword] = header.map((name) => names.indexOf(name));
    if (
      subject === undefined ||
      password === undefined ||
      linkPassword === undefined ||
      subject < 0 ||
      password < 0
    ) {
      throw new ScanferryError(
        "data/corrupt",
        "The file of passwords has no header subject,password,link_password.",
        {
          hint: "Give the file that --split-passwords wrote; it is not overwritten.",
        },
      );
    }
    const entries = new Map<string, SharePasswords>();
    for (let row = 1; row < table.rowCount; row++) {
      const key = String(table.get(row, subject) ?? "").trim();
      if (key === "") continue;
      entries.set(key, {
        password: String(table.get(row, password) ?? ""),
        linkPassword: linkPassword < 0 ? "" : String(table.get(row, linkPassword) ?? ""),
      });
    }
    return new PasswordBook(path, entries);
  }

  /** The passwords of a participant. */
  get(subject: string): SharePasswords | undefined {
    return this.#entries.get(subject);
  }

  /** Keeps the passwords of a participant; {@link PasswordBook.save} writes them. */
  set(subject: string, passwords: SharePasswords): void {
    this.#entries.set(subject, passwords);
  }

  /** Writes the file whole, then renames it into place; mode 0600. */
  async save(): Promise<void> {
    const table = new CsvTable();
    header.forEach((name, column) => table.set(0, column, name));
    let row = 1;
    for (const [subject, { password, linkPassword }] of this.#entries) {
      table.set(row, 0, subject);
      table.set(row, 1, password);
      table.set(row, 2, linkPassword);
      row += 1;
    }
    await writeFileAtomic(this.path, table.toBytes(), { mode: 0o600 });
  }
}
