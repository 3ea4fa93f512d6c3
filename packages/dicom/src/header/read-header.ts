import { fsError } from "@scanferry/transfer";
import type { DicomHeader } from "./dicom-header.js";
import { parseFile } from "./parse-file.js";
import { unreadableError } from "./unreadable-error.js";
import { withOpenFile } from "./with-open-file.js";

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
 * ```ts
 * const { patientId, seriesDescription, sopInstanceUid } = await readHeader("scans/0001.dcm");
 * ```
 */
export async function readHeader(path: string, options: ReadHeaderOptions = {}): Promise<DicomHeader> {
  try {
    return await withOpenFile(path, options.signal, async (file) => {
      const parsed = await parseFile(file);
      if (parsed.unreadable !== undefined) throw unreadableError(parsed.unreadable, path);
      return parsed.header;
    });
  } catch (error) {
    throw fsError(error, path);
  }
}
