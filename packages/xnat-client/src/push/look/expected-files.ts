import { createHash, type Hash } from "node:crypto";
import { HashTable, fingerprint } from "@scanferry/transfer";
import { ZipLengthCounter } from "@scanferry/zip-crypt";
import type { PlannedFile, PlannedSession } from "../../plan/planned-session.js";

/** Several files share a place: names tell nothing there. */
const shared = -1;

/**
 * What should be on the server of one session, without a text held: files are known by their number in the plan's order, found by the
 * UID of their SOP instance and by where XNAT would put them (series and name).
 */
export class ExpectedFiles {
  readonly #byInstance = new HashTable();
  readonly #byPlace = new HashTable();
  readonly #seriesOfNumber = new Map<string, string>();
  readonly #filesOfSeries = new Map<string, number>();
  readonly #hash: Hash = createHash("sha256");
  #sizes = new Float64Array(1024);
  #digests: Float64Array | undefined;
  #fingerprint: string | undefined;
  #count = 0;

  private constructor(session: PlannedSession) {
    const times = new Map<string, Set<string>>();
    for (const { number, seriesUid } of session.series)
      if (number !== undefined) {
        const uids = times.get(String(number)) ?? new Set();
        times.set(String(number), uids.add(seriesUid));
      }
    // Two series of one number become scans of other names ("3-MR1"): which is which is not guessed.
    for (const [number, [uid, ...others]] of times)
      if (uid !== undefined && others.length === 0) this.#seriesOfNumber.set(number, uid);
  }

  /** Reads a session's plan once. */
  static async of(session: PlannedSession): Promise<ExpectedFiles> {
    const expected = new ExpectedFiles(session);
    for await (const file of session.entries()) expected.#add(file);
    return expected;
  }

  /** How many files there are. */
  get count(): number {
    return this.#count;
  }
  /** What the session consists of, in one text: another file, length, time of change or order gives another. */
  get fingerprint(): string {
    return (this.#fingerprint ??= this.#hash.digest("hex"));
  }
  /** The series that a scan of this ID is, where the plan has one series of that number. */
  seriesOf(scanId: string): string | undefined {
    return this.#seriesOfNumber.get(scanId);
  }
  /** How many files a series has. */
  filesOf(seriesUid: string): number {
    return this.#filesOfSeries.get(seriesUid) ?? 0;
  }
  /** The number of a file by its SOP instance. */
  byInstance(sopInstanceUid: string): number | undefined {
    return this.#byInstance.get(sopInstanceUid);
  }
  /** The number of a file by its series and the last part of its name. */
  byPlace(seriesUid: string, name: string): number | undefined {
    const number = this.#byPlace.get(`${seriesUid}/${name}`);
    return number === shared ? undefined : number;
  }
  /** The length of a file. */
  sizeOf(number: number): number {
    return this.#sizes[number] ?? 0;
  }
  /** Notes the MD5 of what was sent of a file. */
  sent(number: number, md5: string): void {
    this.#digests ??= new Float64Array(this.#count);
    this.#digests[number] = fingerprint(md5);
  }
  /** Whether a digest is that of what was sent; undefined where nothing was noted. */
  hasDigest(number: number, md5: string): boolean | undefined {
    const noted = this.#digests?.[number] ?? 0;
    return noted === 0 ? undefined : noted === fingerprint(md5);
  }

  #add({ sopInstanceUid, seriesUid, entry, sizeBytes, mtimeMs }: PlannedFile): void {
    const number = this.#count++;
    if (number >= this.#sizes.length) {
      const larger = new Float64Array(this.#sizes.length * 2);
      larger.set(this.#sizes);
      this.#sizes = larger;
    }
    this.#sizes[number] = sizeBytes;
    this.#byInstance.set(sopInstanceUid, number);
    this.#filesOfSeries.set(seriesUid, this.filesOf(seriesUid) + 1);
    const place = `${seriesUid}/${lastPart(entry)}`;
    this.#byPlace.set(place, this.#byPlace.get(place) === undefined ? number : shared);
    this.#hash.update(`${sopInstanceUid} ${String(sizeBytes)} ${String(mtimeMs)}\n`);
  }
}

/** The last part of an entry's name, which is what XNAT keeps of it. */
function lastPart(entry: string): string {
  return entry.slice(entry.lastIndexOf("/") + 1);
}

/** The exact length of the zip of those files that are wanted. */
export async function zipBytesOf(
  session: PlannedSession,
  isWanted: (number: number) => boolean,
): Promise<number> {
  const counter = new ZipLengthCounter({ encryption: "none" });
  let number = 0;
  for await (const { entry, sizeBytes } of session.entries())
    if (isWanted(number++)) counter.add({ name: entry, sizeBytes });
  return counter.bytes;
}
