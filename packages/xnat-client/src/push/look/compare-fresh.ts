import { runPool } from "@scanferry/transfer";
import { Arrival } from "./arrival.js";
import { type CompareOptions, heads, listedAs, readInto } from "./compare-arrival.js";
import type { ExpectedFiles } from "./expected-files.js";
import type { RemoteFile } from "./remote-file.js";

/** What the list tells of a scan. */
interface ListedScan {
  /** Its place among the scans, from 1. */
  readonly index: number;
  readonly seriesUid: string | undefined;
  files: number;
  /** Whether so far each file is ours by name and length, none twice, and no digest is another. */
  isOurs: boolean;
  /** Files whose instances are read though the list speaks for all. */
  readonly samples: { file: RemoteFile; number: number }[];
}

/**
 * Holds a session that this very transfer has made, or moved, against what should be there. A scan that has exactly our files by name and length is ours if
 * a few of its instances are (first, last and two between); all instances are read of every other scan, as {@link compareArrival} does everywhere.
 *
 * @param list Lists the files; asked for a second time where instances of a whole scan must be read
 */
export async function compareFresh(
  expected: ExpectedFiles,
  list: () => AsyncIterable<RemoteFile>,
  options: CompareOptions,
): Promise<Arrival> {
  const arrival = new Arrival(expected);
  const scans = new Map<string, ListedScan>();
  const scanOf = new Uint32Array(expected.count);
  const byDigest = new Uint8Array(expected.count);
  for await (const file of list()) {
    arrival.noteListed(file);
    const { number, seriesUid, isSame } = listedAs(expected, file);
    const scan = scans.get(file.scanId) ?? newScan(scans.size + 1, seriesUid);
    scans.set(file.scanId, scan);
    const position = scan.files++;
    if (number === undefined || isSame === false || scanOf[number] !== 0) {
      scan.isOurs = false;
      continue;
    }
    scanOf[number] = scan.index;
    byDigest[number] = isSame === true ? 1 : 0;
    const count = seriesUid === undefined ? 0 : expected.filesOf(seriesUid);
    if (isSame !== true && isSampled(position, count)) scan.samples.push({ file, number });
  }
  for (const scan of scans.values())
    scan.isOurs &&= scan.seriesUid !== undefined && scan.files === expected.filesOf(scan.seriesUid);
  const read = await readSamples(expected, [...scans.values()], options);

  const ours = new Set([...scans.values()].filter(({ isOurs }) => isOurs).map(({ index }) => index));
  for (let number = 0; number < expected.count; number++)
    if (ours.has(scanOf[number] ?? 0))
      arrival.note(number, byDigest[number] === 1 ? "digest" : read.has(number) ? "instance" : "size");
  const isDoubtful = ({ scanId }: RemoteFile): boolean => scans.get(scanId)?.isOurs !== true;
  if (ours.size < scans.size) await readInto(arrival, only(list(), isDoubtful), options);
  return arrival;
}

function newScan(index: number, seriesUid: string | undefined): ListedScan {
  return { index, seriesUid, files: 0, isOurs: true, samples: [] };
}

/** First, last and two between. */
function isSampled(position: number, count: number): boolean {
  return [0, Math.floor(count / 3), Math.floor((2 * count) / 3), count - 1].includes(position);
}

/** Reads the samples; a scan with one that is another instance is not ours. */
async function readSamples(
  expected: ExpectedFiles,
  scans: readonly ListedScan[],
  { headOf, signal }: CompareOptions,
): Promise<ReadonlySet<number>> {
  const read = new Set<number>();
  const samples = scans.flatMap((scan) =>
    scan.isOurs ? scan.samples.map((sample) => ({ scan, ...sample })) : [],
  );
  const pool = runPool(
    samples,
    async ({ scan, file, number }, context) => {
      const head = await headOf(file, context.signal);
      return {
        scan,
        number,
        isSame: head !== undefined && expected.byInstance(head.sopInstanceUid) === number,
      };
    },
    { concurrency: heads, ...(signal === undefined ? {} : { signal }) },
  );
  for await (const { scan, number, isSame } of pool) {
    scan.isOurs &&= isSame;
    read.add(number);
  }
  return read;
}

async function* only(
  files: AsyncIterable<RemoteFile>,
  isWanted: (file: RemoteFile) => boolean,
): AsyncGenerator<RemoteFile> {
  for await (const file of files) if (isWanted(file)) yield file;
}
