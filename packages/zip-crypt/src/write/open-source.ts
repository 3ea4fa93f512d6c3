import { type FileHandle, open } from "node:fs/promises";
import { ScanferryError, fsError } from "@scanferry/transfer";

import type { ZipEntryInput } from "../zip-entry-input.js";
import { readFileChunks } from "./read-file-chunks.js";

/** A source that is ready to be read once. */
export interface OpenedSource {
  sizeBytes: number | undefined;
  /** The file's own time, where there is a file. */
  mtime: Date | undefined;
  /** Chunks that stay valid only until the next one is asked for. */
  chunks: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Opens an entry's source. A file's size is taken again here, since it may have changed after it was planned.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/denied`, `data/size-mismatch`
 */
export async function openSource(entry: ZipEntryInput): Promise<OpenedSource> {
  const { source } = entry;
  if (typeof source === "string") return openFile(source, entry);
  if (source instanceof Uint8Array) {
    checkSize(entry, source.length);
    return opened(source.length, once(source));
  }
  return opened(entry.sizeBytes, typeof source === "function" ? source() : source);
}

async function openFile(path: string, entry: ZipEntryInput): Promise<OpenedSource> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw fsError(error, path);
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) {
      throw new ScanferryError("input/invalid", "An entry's source is not a regular file.", {
        hint: "Give the files of a folder one by one.",
        subject: path,
      });
    }
    checkSize(entry, stat.size);
    return {
      sizeBytes: stat.size,
      mtime: stat.mtime,
      chunks: readFileChunks(file),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function opened(sizeBytes: number | undefined, chunks: AsyncIterable<Uint8Array>): OpenedSource {
  return { sizeBytes, mtime: undefined, chunks, close: () => Promise.resolve() };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

function checkSize(entry: ZipEntryInput, actualBytes: number): void {
  if (entry.sizeBytes !== undefined && entry.sizeBytes !== actualBytes) {
    throw sizeMismatch(entry.name, entry.sizeBytes, actualBytes);
  }
}

/** The error for a source that does not give the number of bytes that was announced. */
export function sizeMismatch(name: string, expectedBytes: number, actualBytes: number): ScanferryError {
  return new ScanferryError(
    "data/size-mismatch",
    `A source gave ${String(actualBytes)} bytes where ${String(expectedBytes)} were announced.`,
    {
      hint: "The file may have changed while it was read. Start again once nothing writes to it.",
      details: { expectedBytes, actualBytes },
      subject: name,
    },
  );
}
