import { type FileHandle, open } from "node:fs/promises";
import { fsError } from "@scanferry/transfer";

import { damaged } from "./damaged.js";

/** Something of known length that can be read at any place: what an archive is opened from. */
export interface RandomAccess {
  sizeBytes: number;
  /** Gives exactly `length` bytes from `offset` on, in a buffer that belongs to the caller. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close?(): Promise<void>;
}

/** Where an archive is read from: a path, bytes in memory, or anything that reads at a given place. */
export type ZipArchive = string | Uint8Array | RandomAccess;

/**
 * Opens an archive for reading at any place.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/denied`
 */
export async function openRandomAccess(archive: ZipArchive): Promise<RandomAccess> {
  if (typeof archive === "string") return openFile(archive);
  if (archive instanceof Uint8Array) {
    return {
      sizeBytes: archive.length,
      read: (offset, length) => {
        checkRange(offset, length, archive.length);
        return Promise.resolve(archive.slice(offset, offset + length));
      },
    };
  }
  return archive;
}

async function openFile(path: string): Promise<RandomAccess> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw fsError(error, path);
  }
  const { size } = await file.stat();
  return {
    sizeBytes: size,
    async read(offset, length) {
      checkRange(offset, length, size);
      return readFully(file, offset, length, path);
    },
    close: () => file.close(),
  };
}

/** Reads exactly that many bytes of a file. */
export async function readFully(
  file: FileHandle,
  offset: number,
  length: number,
  path: string,
): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file
      .read(buffer, filled, length - filled, offset + filled)
      .catch((error: unknown) => {
        throw fsError(error, path);
      });
    if (bytesRead === 0) throw damaged("The archive became shorter while it was read.");
    filled += bytesRead;
  }
  return buffer;
}

/** A place outside the archive means that the headers which name it are wrong, or that the end is missing. */
export function checkRange(offset: number, length: number, sizeBytes: number): void {
  if (offset < 0 || length < 0 || offset + length > sizeBytes) {
    throw damaged("The archive is cut off or damaged: it refers to bytes that it does not hold.");
  }
}
