import { ScanferryError, throwIfAborted } from "@scanferry/transfer";
import { closeFile, openForReading, statOpen } from "./file-bytes.js";
import type { OpenFile } from "./parse-file.js";

/**
 * Opens a file for as long as the work takes.
 *
 * @throws what `node:fs` throws, {@link ScanferryError} `input/invalid` for what is no file, `aborted`
 */
export async function withOpenFile<T>(
  path: string,
  signal: AbortSignal | undefined,
  work: (file: OpenFile) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  const fd = await openForReading(path);
  try {
    const stats = await statOpen(fd);
    if (!stats.isFile()) throw noFileError(path);
    return await work({ fd, sizeBytes: stats.size, signal });
  } finally {
    await closeFile(fd);
  }
}

function noFileError(path: string): ScanferryError {
  return new ScanferryError(
    "input/invalid",
    "What is to be read is a folder, a pipe or a device, and no file.",
    {
      hint: "Give a file; the files of a folder are read by scanFolder().",
      subject: path,
    },
  );
}
