import { createHash } from "node:crypto";
import { HashTable, ScanferryError, fingerprint } from "@scanferry/transfer";
import { readZipForward } from "@scanferry/zip-crypt";

import type { LoadedList } from "../group/loaded-list.js";
import { zipLimits } from "../group/zip-entries.js";
import { pathInZip } from "../names/path-in-zip.js";
import type { ResourcePlace } from "../plan/resource-place.js";

/** So many missing files are named. */
const namedLimit = 20;

/** What the list says of its files, as numbers, and which of them were met. */
class Expected {
  readonly #sizes = new HashTable();
  readonly #digests = new HashTable();
  readonly #met = new HashTable();

  static async of(list: LoadedList): Promise<Expected> {
    const expected = new Expected();
    for await (const { stored, sizeBytes, md5 } of list.files()) {
      expected.#sizes.set(stored, sizeBytes ?? -1);
      if (md5 !== undefined) expected.#digests.set(stored, fingerprint(md5));
    }
    return expected;
  }

  sizeOf(path: string): number | undefined {
    return this.#sizes.get(path);
  }

  digestOf(path: string): number | undefined {
    return this.#digests.get(path);
  }

  /** Notes that a listed file is in the archive. */
  meet(path: string): void {
    this.#met.set(path, 1);
  }

  hasMet(path: string): boolean {
    return this.#met.get(path) !== undefined;
  }
}

/**
 * Compares an archive with the list while it passes: its structure and checksums, that each listed file is in it, with its size and its MD5 where the
 * server has one. Files that the server's zips rename are counted only.
 *
 * @throws {@link ScanferryError} `data/corrupt`, also with the names of what is missing; `data/checksum-mismatch`, `data/size-mismatch`
 */
export async function checkArchive(
  source: AsyncIterable<Uint8Array>,
  place: ResourcePlace,
  list: LoadedList,
  signal: AbortSignal,
): Promise<void> {
  const expected = await Expected.of(list);
  const seen = new HashTable();
  let listed = 0;
  for await (const entry of readZipForward(source, { signal, limits: zipLimits })) {
    if (entry.isDirectory) continue;
    const path = pathInZip(place, entry.name) ?? "";
    const sizeBytes = expected.sizeOf(path);
    const digest = expected.digestOf(path);
    const md5 = digest === undefined ? undefined : createHash("md5");
    let bytes = 0;
    for await (const chunk of entry.body) {
      bytes += chunk.length;
      md5?.update(chunk);
    }
    // Of what comes twice, nobody knows which one counts.
    if (seen.get(entry.name) !== undefined) throw differs("data/corrupt", place, path);
    seen.set(entry.name, 1);
    if (sizeBytes === undefined) continue;
    listed++;
    expected.meet(path);
    if (list.hasRenamed) continue;
    if (sizeBytes >= 0 && sizeBytes !== bytes) throw differs("data/size-mismatch", place, path);
    if (md5 !== undefined && fingerprint(md5.digest("hex")) !== digest)
      throw differs("data/checksum-mismatch", place, path);
  }
  if (!list.hasRenamed && listed < list.count) throw await lacks(place, list, expected);
  if (seen.size !== list.count) throw differs("data/corrupt", place, place.resource);
}

/** The zip is whole: another one would lack the same, since the server leaves out what is not on its disk. */
async function lacks(place: ResourcePlace, list: LoadedList, expected: Expected): Promise<ScanferryError> {
  const names: string[] = [];
  let missing = 0;
  for await (const { stored, path } of list.files())
    if (!expected.hasMet(stored) && ++missing <= namedLimit) names.push(path);
  const what = missing === 1 ? "a file that the server's list names" : "files that the server's list names";
  return new ScanferryError("data/corrupt", `The archive lacks ${what}.`, {
    retryable: false,
    hint: "The server lists them and does not have them: tell its administrator, or have the catalog of the resource refreshed. All others come as files (without --as zip).",
    subject: `${place.id}/${names.join(", ")}${missing > namedLimit ? ", …" : ""}`,
    details: { missing },
  });
}

function differs(
  code: "data/corrupt" | "data/checksum-mismatch" | "data/size-mismatch",
  { id }: ResourcePlace,
  path: string,
): ScanferryError {
  return new ScanferryError(code, "The archive does not hold what the server's list of files names.", {
    retryable: true,
    hint: "The catalog of the resource may be out of date: have it refreshed on the server, or take the files themselves (as files).",
    subject: `${id}/${path}`,
  });
}
