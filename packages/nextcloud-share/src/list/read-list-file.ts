import { open, type FileHandle } from "node:fs/promises";
import { extname } from "node:path";
import { ScanferryError, fsError, isScanferryError } from "@scanferry/transfer";
import { testZip } from "@scanferry/zip-crypt";
import { CsvTable } from "./csv-table.js";
import { isMissing } from "./is-missing.js";
import type { ListTable } from "./list-table.js";
import { XlsxTable } from "./xlsx-table.js";

/** What tells one state of a file from another. */
export interface FileSignature {
  inode: number;
  sizeBytes: number;
  mtimeMs: number;
}

/** A list as it lies on disk. */
export interface ListFile {
  table: ListTable;
  signature: FileSignature;
}

const sizeLimitBytes = 256 * 1024 * 1024;

/** The format that a list's name asks for. */
export function listFormat(path: string): "xlsx" | "csv" {
  const extension = extname(path).toLowerCase();
  if (extension === ".xlsx") return "xlsx";
  if (extension === ".csv") return "csv";
  throw new ScanferryError("input/invalid", "A share list is an .xlsx or a .csv file.", {
    hint: "Give a name like share-list.xlsx.",
  });
}

function damaged(message: string, cause?: unknown): ScanferryError {
  return new ScanferryError("data/corrupt", message, {
    hint: "It was left as it is. Restore it from a backup or from the program that wrote it, or give another --list.",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Checks what `xlsx` does not: it takes empty, cut and bit-flipped files for sheets (stack.md). */
async function checkWorkbook(bytes: Uint8Array): Promise<void> {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (magic !== "PK\u0003\u0004")
    throw damaged("The share list is not an .xlsx file: its first bytes are not those of a workbook.");
  try {
    await testZip(bytes);
  } catch (error) {
    if (isScanferryError(error, "aborted")) throw error;
    throw damaged("The share list is damaged: its workbook is cut off or was changed on the way.", error);
  }
}

/** Reads the state of a file by which a change is noticed. */
export function signatureOf(stat: { ino: number; size: number; mtimeMs: number }): FileSignature {
  return { inode: stat.ino, sizeBytes: stat.size, mtimeMs: stat.mtimeMs };
}

/** Whether a file is the one that was read or written before. */
export function sameSignature(one: FileSignature, other: FileSignature): boolean {
  return one.inode === other.inode && one.sizeBytes === other.sizeBytes && one.mtimeMs === other.mtimeMs;
}

/** Reads a table whose bytes were checked. */
function parseTable(format: "xlsx" | "csv", bytes: Uint8Array): ListTable {
  if (format === "csv") return CsvTable.fromBytes(bytes);
  try {
    const table = XlsxTable.fromBytes(bytes);
    if (table !== undefined) return table;
  } catch (error) {
    throw damaged("The share list is damaged: its first sheet cannot be read.", error);
  }
  throw damaged("The share list is no workbook with a sheet in it.");
}

/**
 * Reads the file of a share list; undefined when there is none.
 *
 * @throws {@link ScanferryError} `data/corrupt` for a file that is empty, cut, damaged or of another kind
 */
export async function readListFile(path: string): Promise<ListFile | undefined> {
  const format = listFormat(path);
  let handle: FileHandle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw fsError(error, path);
  }
  try {
    const stat = await handle.stat();
    if (stat.size === 0) throw damaged("The share list is an empty file.");
    if (stat.size > sizeLimitBytes) throw damaged("The share list is too big to be one.");
    const bytes = await handle.readFile().catch((error: unknown) => {
      throw fsError(error, path);
    });
    if (format === "xlsx") await checkWorkbook(bytes);
    return { table: parseTable(format, bytes), signature: signatureOf(stat) };
  } finally {
    await handle.close();
  }
}
