import { runPool } from "@scanferry/transfer";
import { Arrival } from "./arrival.js";
import type { ExpectedFiles } from "./expected-files.js";
import type { RemoteFile } from "./remote-file.js";
import type { RemoteHead } from "./remote-head.js";

/** So many heads are read at once. */
export const heads = 8;

/** So many bytes an anonymization may take from a file without more being looked at: names, dates, some private elements. */
const usualLoss = 16 * 1024;

/** How files are compared. */
export interface CompareOptions {
  /** Reads the beginning of a file on the server; nothing for what is no DICOM. */
  readonly headOf: (file: RemoteFile, signal: AbortSignal) => Promise<RemoteHead | undefined>;
  /** Reads as much of a file on the server as it takes to know that it is not cut short. */
  readonly isWhole: (file: RemoteFile, signal: AbortSignal) => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Holds what the server has against what should be there. A file whose digest is that of what was sent is the same. Of all others the SOP instance is
 * read: slices of a series have one length and scanners name them alike, so that name and length prove nothing; the server's anonymization changes
 * lengths (wire/xnat.md, 11b), so that they disprove nothing, as long as the file has room for its pixels.
 */
export async function compareArrival(
  expected: ExpectedFiles,
  remote: AsyncIterable<RemoteFile>,
  { headOf, isWhole, signal }: CompareOptions,
): Promise<Arrival> {
  const arrival = new Arrival(expected);
  await readInto(arrival, unproven(arrival, remote), { headOf, isWhole, signal });
  return arrival;
}

/** Reads the instances of files, and notes which of the plan's they are. */
export async function readInto(
  arrival: Arrival,
  remote: AsyncIterable<RemoteFile>,
  { headOf, isWhole, signal }: CompareOptions,
): Promise<void> {
  const { expected } = arrival;
  const read = async (file: RemoteFile, context: { signal: AbortSignal }): Promise<Found> => {
    const head = await headOf(file, context.signal);
    const number = head === undefined ? undefined : expected.byInstance(head.sopInstanceUid);
    if (head === undefined || number === undefined) return "other";
    const loss = expected.sizeOf(number) - (file.sizeBytes ?? Infinity);
    if (loss <= 0 || head.isWhole === true) return number;
    if (head.isWhole === false) return "cut";
    return loss <= usualLoss || (await isWhole(file, context.signal)) ? number : "cut";
  };
  const options = { concurrency: heads, ...(signal === undefined ? {} : { signal }) };
  for await (const found of runPool(remote, read, options)) {
    if (found === "other") arrival.noteOther();
    else if (found !== "cut") arrival.note(found, "instance");
  }
}

/** The number of a file of the plan; one that the plan does not have; a part of one, which is sent again. */
type Found = number | "other" | "cut";

/** Notes what the list alone proves, and gives the rest. */
async function* unproven(arrival: Arrival, remote: AsyncIterable<RemoteFile>): AsyncGenerator<RemoteFile> {
  for await (const file of remote) {
    arrival.noteListed(file);
    const { number, isSame } = listedAs(arrival.expected, file);
    if (number !== undefined && isSame === true) arrival.note(number, "digest");
    else yield file;
  }
}

/** Which of the plan's files has this name and length, and whether its digest is the one that was sent; undefined where there is none to compare. */
export function listedAs(
  expected: ExpectedFiles,
  { seriesUid: told, scanId, name, sizeBytes, md5 }: RemoteFile,
): { number: number | undefined; seriesUid: string | undefined; isSame: boolean | undefined } {
  const seriesUid = told ?? expected.seriesOf(scanId);
  const named = seriesUid === undefined ? undefined : expected.byPlace(seriesUid, name);
  const number = named !== undefined && sizeBytes === expected.sizeOf(named) ? named : undefined;
  const isSame = number === undefined || md5 === undefined ? undefined : expected.hasDigest(number, md5);
  return { number, seriesUid, isSame };
}
