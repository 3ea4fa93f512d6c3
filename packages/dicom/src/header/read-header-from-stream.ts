import { throwIfAborted } from "@scanferry/transfer";
import type { DicomHeader, Unreadable } from "./dicom-header.js";
import { inflatedBytes } from "./inflated-bytes.js";
import { parseHeader } from "./parse-header.js";
import { firstBytes } from "./parse-file.js";
import { StreamBytes } from "./stream-bytes.js";

/** Options of {@link readHeaderFromStream}. */
export interface StreamHeaderOptions {
  /** Length of the whole file; without it, pixels that are cut short are not noticed. */
  sizeBytes?: number | undefined;
  /** Whether to read on to the end and look that everything announced is there. @default false */
  toTheEnd?: boolean | undefined;
  /** Whether the four UIDs are enough: of the other fields those behind them are empty, and the first kilobytes of a file will do. @default false */
  identityAlone?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** A header, or why there is none that could be used. */
export type HeaderOrUnreadable =
  | { readonly header: DicomHeader; readonly unreadable?: undefined }
  | { readonly unreadable: Unreadable; readonly header?: undefined };

/**
 * Reads the header of a DICOM file that comes as a stream, an archive's entry for example. It reads up to the pixels, unless it is told to
 * go to the end, and then returns the stream's iterator.
 *
 * @throws whatever the stream throws, and {@link ScanferryError} `aborted`
 * @example
 * ```ts
 * import { createReadStream } from "node:fs";
 *
 * const found = await readHeaderFromStream(createReadStream("scans/0001.dcm"));
 * console.log(found.header?.seriesDescription ?? found.unreadable);
 * ```
 */
export async function readHeaderFromStream(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: StreamHeaderOptions = {},
): Promise<HeaderOrUnreadable> {
  const { sizeBytes, toTheEnd = false, identityAlone, signal } = options;
  let source = new StreamBytes(stream);
  try {
    const first = await source.window(0, firstBytes);
    const parsing = parseHeader(first.bytes, { sizeBytes, toTheEnd, identityAlone });
    let step = parsing.next();
    while (step.done !== true) {
      throwIfAborted(signal);
      const request = step.value;
      if ("inflateFrom" in request) {
        source = inflatedBytes(source.from(request.inflateFrom), request.inflateFrom);
        step = parsing.next(await source.window(request.inflateFrom, 0));
      } else step = parsing.next(await source.window(request.offset, request.length));
    }
    const { header, unreadable } = step.value;
    return unreadable === undefined ? { header } : { unreadable };
  } finally {
    await source.close();
  }
}
