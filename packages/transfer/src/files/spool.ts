import { mkdtemp, open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fsError } from "../errors/from-fs.js";
import { isScanferryError, ScanferryError } from "../errors/scanferry-error.js";

const flushedFromBytes = 256 * 1024;

/** Records on their way through a file, so that a list of any length takes no memory. */
export interface Spool<T> {
  readonly count: number;
  add(record: T): Promise<void>;
  /** The place behind the last record, for {@link Spool.read}. */
  mark(): number;
  /** Reads all records from the first one on, or those between two marks, any number of times. */
  read(from?: number, to?: number): AsyncGenerator<T, void, undefined>;
  close(): Promise<void>;
}

/**
 * Opens a spool in the system's folder for temporary files: a plan is made before anything is written to the output folder, and a dry run
 * writes nothing there at all. The file loses its name at once where the system allows it, so that a killed run leaves no labels behind.
 * Records are written and read as JSON.
 *
 * @throws {@link ScanferryError} `local/no-space`, `local/denied`
 *
 * @example
 * ```ts
 * const spool = await openSpool<{ label: string }>();
 * await spool.add({ label: "S1" });
 * for await (const { label } of spool.read()) console.log(spool.count, label); // 1 S1
 * await spool.close();
 * ```
 */
export async function openSpool<T>(): Promise<Spool<T>> {
  const folder = await mkdtemp(join(tmpdir(), "scanferry-")).catch((error: unknown) => {
    throw spoolError(error);
  });
  const path = join(folder, "plan.ndjson");
  try {
    const handle = await open(path, "wx+", 0o600);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    return spoolOn<T>(handle, folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw spoolError(error);
  }
}

/** Names the folder for temporary files, which nobody would look for when the disk of the output folder has room. */
function spoolError(error: unknown): ScanferryError {
  const told = fsError(error, tmpdir());
  if (!isScanferryError(told, "local/no-space") && !isScanferryError(told, "local/denied")) return told;
  return new ScanferryError(told.code, "A list cannot be written into the folder for temporary files.", {
    hint: "Free some space there, or set TMPDIR (on Windows TEMP) to a folder on another disk that you may write to.",
    subject: tmpdir(),
    cause: told,
  });
}

function spoolOn<T>(handle: FileHandle, folder: string): Spool<T> {
  let waiting: string[] = [];
  let waitingBytes = 0;
  let end = 0;
  let count = 0;
  let flushing = Promise.resolve();
  /** One after the other: what reads waits for what is being written. */
  const flush = (): Promise<void> => {
    flushing = flushing.then(write);
    return flushing;
  };
  const write = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const block = Buffer.from(waiting.join(""));
    waiting = [];
    try {
      for (let done = 0; done < block.length;) {
        done += (await handle.write(block, done, block.length - done, end + done)).bytesWritten;
      }
    } catch (error) {
      throw spoolError(error);
    }
    end += block.length;
    waitingBytes -= block.length;
  };
  return {
    get count() {
      return count;
    },
    async add(record) {
      const line = `${JSON.stringify(record)}\n`;
      waiting.push(line);
      waitingBytes += Buffer.byteLength(line);
      count++;
      if (waitingBytes >= flushedFromBytes) {
        await flush();
      }
    },
    mark: () => end + waitingBytes,
    async *read(from = 0, to = end + waitingBytes) {
      await flush();
      for await (const line of linesOf(handle, from, to)) yield JSON.parse(line) as T;
    },
    async close() {
      await handle.close();
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

/** Node's own reader of lines also ends them at U+2028, which JSON leaves as it is. */
async function* linesOf(
  handle: FileHandle,
  from: number,
  end: number,
): AsyncGenerator<string, void, undefined> {
  // One block for all: V8 is late to free buffers.
  let block = Buffer.alloc(64 * 1024);
  let held = 0;
  for (let at = from; at < end;) {
    if (held === block.length) block = Buffer.concat([block], 2 * block.length);
    const { bytesRead } = await handle.read(block, held, Math.min(block.length - held, end - at), at);
    if (bytesRead === 0) return;
    at += bytesRead;
    const data = block.subarray(0, held + bytesRead);
    let start = 0;
    for (let stop = data.indexOf(0x0a); stop >= 0; stop = data.indexOf(0x0a, start)) {
      yield data.toString("utf8", start, stop);
      start = stop + 1;
    }
    data.copyWithin(0, start);
    held = data.length - start;
  }
}
