import { runPool } from "@scanferry/transfer";
import { Arrival } from "./arrival.js";
import type { ExpectedFiles } from "./expected-files.js";
import type { RemoteFile } from "./remote-file.js";

/** So many heads are read at once. */
const heads = 8;

/** How files are compared. */
export interface CompareOptions {
  /** Reads the UID of a file's SOP instance on the server; nothing for what is no DICOM. */
  readonly instanceOf: (file: RemoteFile, signal: AbortSignal) => Promise<string | undefined>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Holds what the server has against what should be there. A file of the same series, name and length is the same, or one of the same digest; of all
 * others the SOP instance is read, because the server's anonymization changes lengths (wire/xnat.md, 11b) and names may be changed too.
 */
export async function compareArrival(
  expected: ExpectedFiles,
  remote: AsyncIterable<RemoteFile>,
  { instanceOf, signal }: CompareOptions,
): Promise<Arrival> {
  const arrival = new Arrival(expected);
  const unsure = doubtful(arrival, remote);
  const read = async (file: RemoteFile, context: { signal: AbortSignal }): Promise<string | undefined> =>
    instanceOf(file, context.signal);
  for await (const uid of runPool(unsure, read, {
    concurrency: heads,
    ...(signal === undefined ? {} : { signal }),
  })) {
    const number = uid === undefined ? undefined : expected.byInstance(uid);
    if (number === undefined) arrival.noteOther();
    else arrival.note(number, "instance");
  }
  return arrival;
}

/** Notes what the list alone proves, and gives the rest. */
async function* doubtful(arrival: Arrival, remote: AsyncIterable<RemoteFile>): AsyncGenerator<RemoteFile> {
  const { expected } = arrival;
  for await (const file of remote) {
    const seriesUid = file.seriesUid ?? expected.seriesOf(file.scanId);
    const number = seriesUid === undefined ? undefined : expected.byPlace(seriesUid, file.name);
    if (number === undefined || file.sizeBytes !== expected.sizeOf(number)) {
      yield file;
      continue;
    }
    const same = file.md5 === undefined ? undefined : expected.hasDigest(number, file.md5);
    if (same === false) yield file;
    else arrival.note(number, same === true ? "digest" : "size");
  }
}
