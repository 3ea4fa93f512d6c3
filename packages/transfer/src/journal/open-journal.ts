import { open, type FileHandle } from "node:fs/promises";
import { devNull } from "node:os";

import { errorCodesOf } from "../errors/error-chain.js";
import { fsError } from "../errors/from-fs.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { lockFile, type FileLock } from "./file-lock.js";
import { endOfWholeLines } from "./end-of-whole-lines.js";
import { encodeRecord, findText } from "./journal-line.js";
import { LineReader } from "./line-reader.js";
import { readLines } from "./read-lines.js";

/** Where a record lies in the file, in bytes, its line end included. */
export interface JournalPosition {
  offset: number;
  length: number;
}

/** A record and where it lies. */
export interface JournalEntry {
  record: unknown;
  position: JournalPosition;
}

/** An append-only list of records on disk. */
export interface Journal {
  readonly path: string;
  /** Adds a record; it is in the file when the promise resolves, and on the disk with `sync` or when the journal is durable. */
  append(record: unknown, options?: { sync?: boolean }): Promise<JournalPosition>;
  /** Reads all records, oldest first. Lines that are no JSON (a damaged disk) are left out. */
  read(): AsyncIterable<unknown>;
  /** As `read`, with positions for `blank` and `at`. */
  entries(): AsyncIterable<JournalEntry>;
  /** Reads one record. */
  at(offset: number): Promise<unknown>;
  /**
   * Overwrites the text of one top-level value with spaces, in place and flushed: a password leaves the disk without rewriting the file.
   *
   * @throws {@link ScanferryError} `input/invalid` when the record has no such text
   */
  blank(position: JournalPosition, key: string): Promise<void>;
  /** Waits for what is being written, flushes, and gives the lock back. */
  close(): Promise<void>;
}

/** Options of {@link openJournal}. */
export interface OpenJournalOptions {
  /** Permissions of the file; a file that others can read is narrowed to it. @default 0o600 */
  mode?: number;
  /** Whether each record is flushed to the disk, so that it outlives a power cut and not only a killed process. @default false */
  durable?: boolean;
  /** Opens for reading alone: no lock, nothing is written, and a journal that is not there is empty. @default false */
  readOnly?: boolean;
}

/**
 * Opens a journal for this process alone: one JSON record per line. A last line that was cut by a kill is removed;
 * everything before it stands, whatever byte the cut fell on.
 *
 * @throws {@link ScanferryError} `local/busy` when another process has it open, `local/denied`, `local/no-space`
 * @example
 * ```ts
 * const journal = await openJournal("out/.scanferry/journal.ndjson");
 * const position = await journal.append({ id: "sub-01", password: "correct horse" });
 * await journal.blank(position, "password");
 * await journal.close();
 * ```
 */
export async function openJournal(path: string, options: OpenJournalOptions = {}): Promise<Journal> {
  const { mode = 0o600, durable = false } = options;
  if (options.readOnly === true) return openReadOnly(path);
  const lock = await lockFile(`${path}.lock`);
  try {
    return await openLocked(path, mode, durable, lock);
  } catch (error) {
    await lock.release();
    throw fsError(error, path);
  }
}

/** A journal that only reads; the null device stands for one that is not there. */
async function openReadOnly(path: string): Promise<Journal> {
  try {
    const handle = await open(path, "r").catch((error: unknown) => {
      if (errorCodesOf(error).includes("ENOENT")) return open(devNull, "r");
      throw error;
    });
    const end = await endOfWholeLines(handle);
    const journal = journalOn(path, handle, { release: () => Promise.resolve() }, end, false);
    const refuse = (): Promise<never> =>
      Promise.reject(new ScanferryError("internal", "The journal is open for reading alone."));
    return { ...journal, append: refuse, blank: refuse, close: () => handle.close() };
  } catch (error) {
    throw fsError(error, path);
  }
}

async function openLocked(path: string, mode: number, durable: boolean, lock: FileLock): Promise<Journal> {
  // "a" makes the file where it is missing; it cannot stay open so, because appending files ignore positions on Linux.
  await (await open(path, "a", mode)).close();
  const handle = await open(path, "r+");
  try {
    await handle.chmod(mode).catch(() => undefined);
    const end = await endOfWholeLines(handle);
    await handle.truncate(end);
    return journalOn(path, handle, lock, end, durable);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A record on its way into the file. */
interface Line {
  bytes: Buffer;
  sync: boolean;
  done: (position: JournalPosition) => void;
  fail: (error: unknown) => void;
}

function journalOn(
  path: string,
  handle: FileHandle,
  lock: FileLock,
  start: number,
  durable: boolean,
): Journal {
  let end = start;
  let queue: Promise<unknown> = Promise.resolve();
  let isOpen = true;

  const lines = new LineReader(handle, () => end);

  /** One writer at a time: a blank and an append must not mix. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = queue.then(async () => {
      if (!isOpen) throw new ScanferryError("internal", "The journal is closed already.");
      try {
        return await work();
      } catch (error) {
        throw fsError(error, path);
      }
    });
    queue = mine.catch(() => undefined);
    return mine;
  };

  const write = async (data: Buffer, position: number): Promise<void> => {
    for (let done = 0; done < data.length;) {
      done += (await handle.write(data, done, data.length - done, position + done)).bytesWritten;
    }
  };

  /** Lines that wait for their turn: one call writes them all. */
  let gathered: Line[] | undefined;

  const writeLines = async (batch: readonly Line[]): Promise<void> => {
    const offset = end;
    const block = Buffer.concat(batch.map(({ bytes }) => bytes));
    try {
      await write(block, offset);
    } catch (error) {
      // A full disk leaves a cut line; the next record must not follow it.
      await handle.truncate(offset).catch(() => undefined);
      throw error;
    }
    end += block.length;
    if (durable || batch.some(({ sync }) => sync)) await handle.datasync();
    let at = offset;
    for (const { bytes, done } of batch) {
      done({ offset: at, length: bytes.length });
      at += bytes.length;
    }
  };

  const lineAt = async (position: JournalPosition): Promise<Buffer> => {
    const line = Buffer.alloc(position.length);
    const { bytesRead } = await handle.read(line, 0, position.length, position.offset);
    return line.subarray(0, bytesRead);
  };

  async function* entries(): AsyncGenerator<JournalEntry> {
    for await (const { text, offset, length } of readLines(handle, 0, () => end)) {
      const record = parse(text);
      if (record !== undefined) yield { record: record.value, position: { offset, length } };
    }
  }

  return {
    path,
    append: (record, options = {}) =>
      new Promise((done, fail) => {
        const line = { bytes: Buffer.from(encodeRecord(record)), sync: options.sync === true, done, fail };
        if (gathered !== undefined) {
          gathered.push(line);
          return;
        }
        const mine: Line[] = [line];
        gathered = mine;
        inTurn(() => {
          gathered = undefined;
          return writeLines(mine);
        }).catch((error: unknown) => {
          if (gathered === mine) gathered = undefined;
          for (const { fail: tell } of mine) tell(error);
        });
      }),
    entries,
    async *read() {
      for await (const { record } of entries()) yield record;
    },
    at: async (offset) => {
      const line = await lines.at(offset);
      return line === undefined ? undefined : parse(line)?.value;
    },
    blank: (position, key) =>
      inTurn(async () => {
        const place = findText(await lineAt(position), key);
        if (place === undefined)
          throw new ScanferryError("input/invalid", "The journal's record has no such text.");
        await write(Buffer.alloc(place.end - place.start, 0x20), position.offset + place.start);
        lines.forget();
        await handle.datasync();
      }),
    close: async () => {
      if (!isOpen) return;
      await inTurn(() => handle.datasync()).catch(() => undefined);
      isOpen = false;
      await handle.close();
      await lock.release();
    },
  };
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
