import { ScanferryError, fsError, throwIfAborted } from "@scanferry/transfer";
import type { DicomHeader } from "./dicom-header.js";
import { closeFile, openForReading, statOpen } from "./file-bytes.js";
import { firstBytes, parseFile } from "./parse-file.js";
import { unreadableError } from "./unreadable-error.js";

/** Options of {@link readHeader}. */
export interface ReadHeaderOptions {
  signal?: AbortSignal | undefined;
}

/**
 * Reads the header of a DICOM file, whatever it is called: with or without preamble and meta header, implicit or explicit, little or big
 * endian, deflated, compressed, with one frame or many. 16 KiB of it are read, more only where the header is longer; pixels never are,
 * but their announced length is held against the file's, so that a truncated file is recognised.
 *
 * @throws {@link ScanferryError} `data/corrupt` with `details.reason` (see {@link Unreadable}), `local/not-found`, `local/denied`, `aborted`
 * @example
 * ```ts no-run=it-needs-a-dicom-file-of-yours
 * const { patientId, seriesDescription, sopInstanceUid } = await readHeader("scans/0001.dcm");
 * ```
 */
export async function readHeader(path: string, options: ReadHeaderOptions = {}): Promise<DicomHeader> {
  const { signal } = options;
  throwIfAborted(signal);
  try {
    const fd = await openForReading(path);
    try {
      const stats = await statOpen(fd);
      if (!stats.isFile()) throw noFileError(path);
      const { size } = stats;
      const parsed = await parseFile({ fd, sizeBytes: size, signal }, Buffer.allocUnsafe(firstBytes));
      if (parsed.unreadable !== undefined) throw unreadableError(parsed.unreadable, path);
      return parsed.header;
    } finally {
      await closeFile(fd);
    }
  } catch (error) {
    throw fsError(error, path);
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
