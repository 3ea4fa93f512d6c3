import { fsError, throwIfAborted } from "@scanferry/transfer";
import { withOpenFile } from "../header/with-open-file.js";
import { parseFile } from "../header/parse-file.js";
import { unreadableError } from "../header/unreadable-error.js";
import { dataSetBytes } from "./data-set-bytes.js";
import type { DataSetBytes } from "./data-set-bytes.js";
import type { DicomJson } from "./dicom-json.js";
import { runDcmjs } from "./run-dcmjs.js";
import { toDicomJson } from "./to-dicom-json.js";

/** Options of {@link readDataset}. */
export interface ReadDatasetOptions {
  /** After how many milliseconds a file is given up. @default 30_000 */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Reads the whole data set of a file as DICOM JSON (PS3.18 F), private elements and sequences included. Texts are UTF-8 whatever they
 * were; bytes are Base64; pixels stay where they are and are told as a `BulkDataURI`. dcmjs does it, in a thread of its own and within a
 * time limit. A truncated file, which dcmjs would read as far as it goes, is refused before.
 *
 * @throws {@link ScanferryError} `data/corrupt` with `details.reason` (see {@link Unreadable}; "malformed"; "timeout"), `input/invalid` for
 * more than 256 MiB beside the pixels, `local/not-found`, `local/denied`, `aborted`
 * @example
 * ```ts
 * const dataset = await readDataset("scans/0001.dcm");
 * console.log(dataset["0008103E"]?.Value?.[0]);
 * ```
 */
export async function readDataset(path: string, options: ReadDatasetOptions = {}): Promise<DicomJson> {
  const { timeoutMs = 30_000, signal } = options;
  try {
    const { bytes, characterSet, pixels } = await withOpenFile(path, signal, (file) => readBytes(file, path));
    throwIfAborted(signal);
    const dict = JSON.parse(await runDcmjs(bytes, { timeoutMs, signal, path })) as Parameters<
      typeof toDicomJson
    >[0];
    const dataset = toDicomJson(dict, characterSet);
    return pixels === undefined ? dataset : { ...dataset, ...pixels };
  } catch (error) {
    throw fsError(error, path);
  }
}

async function readBytes(
  file: Parameters<typeof parseFile>[0],
  path: string,
): Promise<DataSetBytes & { pixels?: DicomJson }> {
  const { header, unreadable, place } = await parseFile(file);
  // Without an identity it belongs to no study, but it can be read.
  if (
    header === undefined ||
    place === undefined ||
    (unreadable !== undefined && unreadable !== "no-identity")
  )
    throw unreadableError(unreadable ?? "not-dicom", path);
  const given = await dataSetBytes(file, place, header.transferSyntax);
  if (place.pixels === undefined) return given;
  const tag = place.pixels.tag.toString(16).toUpperCase();
  return { ...given, pixels: { [tag]: { vr: place.pixels.vr || "OW", BulkDataURI: `#${tag}` } } };
}
