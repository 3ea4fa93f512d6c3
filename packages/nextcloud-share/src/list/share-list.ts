import { stat } from "node:fs/promises";
import { ScanferryError, fsError, isScanferryError, writeFileAtomic } from "@scanferry/transfer";
import { isIsoDay } from "../expiry/iso-day.js";
import { lastDayFromDeath } from "../expiry/last-usable-day.js";
import type { ShareListRow } from "./columns.js";
import { CsvTable } from "./csv-table.js";
import { listBusyError, openedBy } from "./list-in-use.js";
import { findListLayout, freshLayout, writeHeader, type ListLayout } from "./list-layout.js";
import { readRow, writeRow } from "./list-row.js";
import type { ListTable } from "./list-table.js";
import { isMissing } from "./is-missing.js";
import { PasswordBook } from "./password-book.js";
import {
  listFormat,
  readListFile,
  sameSignature,
  signatureOf,
  type FileSignature,
} from "./read-list-file.js";
import { XlsxTable } from "./xlsx-table.js";

/** How a share list is opened. */
export interface ShareListOptions {
  /** File that holds the passwords instead of the list (`--split-passwords`). */
  splitPasswords?: string | undefined;
}

/**
 * A share list in memory: read once, changed row by row, written whole and atomically. What people added (columns,
 * sheets, rows without a subject) stays. A change made on disk meanwhile is noticed and merged.
 */
export class ShareList {
  readonly path: string;
  readonly #book: PasswordBook | undefined;
  #table: ListTable;
  #layout: ListLayout;
  #signature: FileSignature | undefined;
  /** First row of each subject. */
  #index = new Map<string, number>();
  #duplicates: string[] = [];
  /** Rows put by this run: they are put again should somebody save an older state of the file over ours. */
  readonly #put = new Map<string, ShareListRow>();

  private constructor(path: string, table: ListTable, layout: ListLayout, book: PasswordBook | undefined) {
    this.path = path;
    this.#table = table;
    this.#layout = layout;
    this.#book = book;
  }

  /**
   * Opens a list; one that does not exist yet is an empty one.
   *
   * @throws {@link ScanferryError} `data/corrupt` (the file stays as it is), `input/invalid` for another extension
   */
  static async open(path: string, options: ShareListOptions = {}): Promise<ShareList> {
    const book =
      options.splitPasswords === undefined ? undefined : await PasswordBook.open(options.splitPasswords);
    const file = await readListFile(path);
    if (file === undefined) {
      const table = listFormat(path) === "xlsx" ? XlsxTable.create() : new CsvTable();
      return new ShareList(path, table, freshLayout(), book);
    }
    const list = new ShareList(path, file.table, findListLayout(file.table), book);
    list.#signature = file.signature;
    list.#load();
    return list;
  }

  /** Whether the file is there. */
  get exists(): boolean {
    return this.#signature !== undefined;
  }

  /** Whether the file was in the form of today's script when it was opened. */
  get legacy(): boolean {
    return this.#layout.legacy;
  }

  /** Subjects with more than one row; the first row counts. */
  get duplicates(): readonly string[] {
    return this.#duplicates;
  }

  /** Every row with a subject, in the order of the file. */
  *rows(): Iterable<ShareListRow> {
    for (let at = this.#layout.headerRow + 1; at < this.#table.rowCount; at++) {
      const row = this.#rowAt(at);
      if (row !== undefined) yield row;
    }
  }

  /** The row of a subject. */
  get(subject: string): ShareListRow | undefined {
    const at = this.#index.get(subject);
    return at === undefined ? undefined : this.#rowAt(at);
  }

  /** Adds a row, or changes the one that the subject has. {@link ShareList.save} writes it. */
  put(row: ShareListRow): void {
    this.#put.set(row.subject, row);
    this.#apply(row);
  }

  /**
   * Writes the list (and first the file of passwords) through a `.part` file, readable by its owner only.
   *
   * @throws {@link ScanferryError} `local/busy` while a spreadsheet program has it open, `local/no-space`, `local/denied`
   */
  async save(): Promise<void> {
    const program = await openedBy(this.path);
    if (program !== undefined) throw listBusyError(program);
    await this.#mergeChangesOnDisk();
    writeHeader(this.#table, this.#layout);
    // Taken first: a row that is put while the passwords are written must not reach the disk before its own.
    const bytes = this.#table.toBytes();
    await this.#book?.save();
    try {
      await writeFileAtomic(this.path, bytes, { mode: 0o600 });
    } catch (error) {
      // Windows refuses to rename onto a file that a program holds open: EBUSY, EPERM or EACCES.
      if (isScanferryError(error, "local/busy")) throw listBusyError(undefined, error);
      throw error;
    }
    this.#signature = signatureOf(await stat(this.path));
  }

  async #mergeChangesOnDisk(): Promise<void> {
    const before = this.#signature;
    if (before === undefined) return;
    const now = await stat(this.path).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw fsError(error, this.path);
    });
    // Reading a list of thousands takes longer than writing it, so it is read only when somebody changed it.
    if (now === undefined || sameSignature(signatureOf(now), before)) return;
    const file = await readListFile(this.path);
    // Somebody removed the file: what this run knows is all there is.
    if (file === undefined) return;
    this.#table = file.table;
    this.#layout = findListLayout(file.table);
    this.#load();
    for (const row of this.#put.values()) this.#apply(row);
  }

  #load(): void {
    this.#index = new Map();
    const twice = new Set<string>();
    for (let at = this.#layout.headerRow + 1; at < this.#table.rowCount; at++) {
      let row = readRow(this.#table, this.#layout, at);
      if (row === undefined) continue;
      if (this.#layout.legacy) {
        row = {
          ...row,
          expire: isIsoDay(row.expire) ? lastDayFromDeath(row.expire) : row.expire,
          // The script gives the link the zip's password.
          linkPassword: row.password,
          status: "shared",
        };
        writeRow(this.#table, this.#layout, at, row);
      }
      if (this.#index.has(row.subject)) twice.add(row.subject);
      else this.#index.set(row.subject, at);
      if (this.#book !== undefined && row.password !== "") this.#movePasswords(row, at);
    }
    this.#duplicates = [...twice];
  }

  /** A list that had passwords is split from now on: they move to the file beside it. */
  #movePasswords(row: ShareListRow, at: number): void {
    this.#book?.set(row, { password: row.password, linkPassword: row.linkPassword });
    writeRow(this.#table, this.#layout, at, { ...row, password: "", linkPassword: "" });
  }

  #apply(row: ShareListRow): void {
    const at = this.#index.get(row.subject) ?? Math.max(this.#table.rowCount, this.#layout.headerRow + 1);
    this.#index.set(row.subject, at);
    if (this.#book === undefined) {
      writeRow(this.#table, this.#layout, at, row);
    } else {
      this.#movePasswords(row, at);
    }
  }

  #rowAt(at: number): ShareListRow | undefined {
    const row = readRow(this.#table, this.#layout, at);
    const kept = row === undefined ? undefined : this.#book?.get(row);
    if (row === undefined || kept === undefined) return row;
    return {
      ...row,
      password: row.password === "" ? kept.password : row.password,
      linkPassword: row.linkPassword === "" ? kept.linkPassword : row.linkPassword,
    };
  }
}

/** What {@link readShareList} gives. */
export interface ShareListContents {
  rows: ShareListRow[];
  /** Subjects that stand in more than one row. */
  duplicates: string[];
  /** Whether the file is one of today's script; `expire` is already turned into the last usable day. */
  legacy: boolean;
}

/**
 * Reads a share list, `.xlsx` or `.csv`, also one that today's script wrote.
 *
 * @throws {@link ScanferryError} `local/not-found`, `data/corrupt`, `input/invalid`
 * @example
 * ```ts
 * const { rows } = await readShareList("share-list.xlsx");
 * for (const row of rows) console.log(row.subject, row.expire);
 * ```
 */
export async function readShareList(
  path: string,
  options: ShareListOptions = {},
): Promise<ShareListContents> {
  const list = await ShareList.open(path, options);
  if (!list.exists) {
    throw new ScanferryError("local/not-found", "There is no share list at this place.", {
      hint: "Give the path of the share-list.xlsx that `scanferry share create` wrote.",
      subject: path,
    });
  }
  return { rows: [...list.rows()], duplicates: [...list.duplicates], legacy: list.legacy };
}

/**
 * Adds rows to a share list, or changes the rows that their subjects have; makes the file when it is missing.
 *
 * @throws {@link ScanferryError} `local/busy`, `data/corrupt`, `local/no-space`, `local/denied`
 * @example
 * ```ts
 * const { rows } = await readShareList("share-list.xlsx");
 * await writeShareList("share-list.csv", rows);
 * ```
 */
export async function writeShareList(
  path: string,
  rows: Iterable<ShareListRow>,
  options: ShareListOptions = {},
): Promise<void> {
  const list = await ShareList.open(path, options);
  for (const row of rows) list.put(row);
  await list.save();
}
