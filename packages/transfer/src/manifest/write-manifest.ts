import { stat } from "node:fs/promises";
import { join } from "node:path";

import { writeFileAtomic } from "../files/write-file-atomic.js";
import { hasSizeAndTime, type KnownItem } from "../journal/known-items.js";
import type { Journal } from "../journal/open-journal.js";
import { safePath } from "../paths/safe-path.js";
import { newestRecords } from "./newest-records.js";

/** One line of `.scanferry/manifest.ndjson`. */
export interface ManifestLine {
  /** Below the output folder, with `/` between names. */
  path: string;
  /** The item's stable name. */
  id: string;
  bytes: number;
  /** Hexadecimal; absent where none was computed. */
  sha256?: string;
  /** The server's validator. */
  etag?: string;
  /** The server's digest, hexadecimal. */
  md5?: string;
  /** When the file was brought, as an ISO date. */
  at: string;
}

/** How many files are looked for at once. */
const batchSize = 64;

/**
 * Writes the list of the files that stand below `root` as the journal knows them, one line each, in constant memory. It is made of the
 * journal and not of one run's results, so that it is right after a failure, an abort or a kill, and for several runs into one folder.
 *
 * @param isPresent Tells of a path that it was seen in this run, which saves a look at the disk.
 * @throws {@link ScanferryError} `local/no-space`, `local/denied`
 */
export async function writeManifest(
  root: string,
  journal: Journal,
  isPresent: (path: string) => boolean,
): Promise<void> {
  async function* lines(): AsyncGenerator<Uint8Array> {
    let batch: KnownItem[] = [];
    for await (const record of newestRecords(journal)) {
      batch.push(record);
      if (batch.length < batchSize) continue;
      yield textOf(await present(batch));
      batch = [];
    }
    if (batch.length > 0) yield textOf(await present(batch));
  }
  const present = async (batch: readonly KnownItem[]): Promise<KnownItem[]> => {
    const found = await Promise.all(
      batch.map(async (record) => isPresent(record.path) || stands(root, record)),
    );
    return batch.filter((_, index) => found[index]);
  };
  await writeFileAtomic(join(root, ".scanferry", "manifest.ndjson"), lines());
}

/**
 * Whether a file is there as it was left, by size and time: what was edited or cut since is not what the record says.
 * A path that no item could have had is somebody's own entry in the journal.
 */
async function stands(root: string, record: KnownItem): Promise<boolean> {
  try {
    const found = await stat(join(root, safePath(record.path)));
    return found.isFile() && hasSizeAndTime(record, { bytes: found.size, mtimeMs: found.mtimeMs });
  } catch {
    return false;
  }
}

function textOf(records: readonly KnownItem[]): Uint8Array {
  return Buffer.from(records.map((record) => `${JSON.stringify(lineOf(record))}\n`).join(""));
}

function lineOf({ path, id, bytes, sha256, etag, md5, at }: KnownItem): ManifestLine {
  return {
    path,
    id,
    bytes,
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(etag === undefined ? {} : { etag }),
    ...(md5 === undefined ? {} : { md5 }),
    at,
  };
}
