import { join } from "node:path";
import { ScanferryError, fsError } from "@scanferry/transfer";
import type { ZipOptions } from "../zip-options.js";
import { planExtraction } from "./plan-extraction.js";
import { Placement } from "./placement.js";
import { type RandomAccess, type ZipArchive, openRandomAccess } from "./random-access.js";
import { type ReadZipOptions, readZipEntries } from "./read-zip-entries.js";
import { type StagingFolder, openStagingFolder } from "./staging-folder.js";
import type { TestedZip } from "./test-zip.js";
import { removeLeftovers } from "./remove-leftovers.js";
import { unpackInto } from "./unpack-into.js";

/** Options of `extractZip`. */
export interface ExtractZipOptions extends ReadZipOptions {
  /** Whether files that exist already are replaced. @default false */
  overwrite?: boolean;
  onEvent?: ZipOptions["onEvent"];
}

/**
 * Unpacks an archive into a folder, all or nothing: every name is checked before the first byte is written, the
 * content goes to a hidden folder beside its goal, and files get their names only when all of them have proved right.
 * After a failure the folder is as it was before, with `overwrite` too: until all is done, a file that is replaced
 * waits beside its goal under a hidden name (`.scanferry-replaced-…`). What a killed run has left in a hidden folder is
 * removed by the next one with the same goal; a file under such a name is the user's own and stays.
 *
 * @throws {@link ScanferryError} `auth/required`, `auth/rejected`, `data/corrupt`, `data/checksum-mismatch`,
 * `data/unsafe-path`, `input/invalid` for files that exist or are in the way, `local/no-space`
 * @example
 * ```ts
 * await extractZip("sub-01.zip", "out", { password });
 * ```
 */
export async function extractZip(
  archive: ZipArchive,
  folder: string,
  options: ExtractZipOptions = {},
): Promise<TestedZip> {
  const source = await openRandomAccess(archive);
  try {
    const totalBytes = await checkTargets(source, folder, options);
    return await unpack(source, folder, { ...options, totalBytes });
  } finally {
    if (source !== archive) await source.close?.();
  }
}

/** Checks every name before the first byte is written, and gives the sum of all entries. */
async function checkTargets(
  source: RandomAccess,
  folder: string,
  options: ExtractZipOptions,
): Promise<number> {
  let totalBytes = 0;
  for await (const { path, sizeBytes, exists } of planExtraction(source, folder, options)) {
    totalBytes += sizeBytes;
    if (!exists || options.overwrite === true) continue;
    throw new ScanferryError("input/invalid", "A file of the archive exists already.", {
      hint: "Choose an empty folder, or allow files to be replaced.",
      details: { option: "overwrite", reason: "exists" },
      subject: join(folder, path),
    });
  }
  return totalBytes;
}

async function unpack(
  source: RandomAccess,
  folder: string,
  options: ExtractZipOptions & { totalBytes: number },
): Promise<TestedZip> {
  const placement = new Placement(folder);
  let staging: StagingFolder | undefined;
  let done: TestedZip;
  try {
    await placement.folders.make(folder);
    await removeLeftovers(folder);
    staging = await openStagingFolder(folder);
    done = await unpackInto(staging.path, source, options);
    for await (const entry of readZipEntries(source, options)) await placement.put(entry, staging.path);
    await staging.remove();
  } catch (error) {
    await staging?.remove().catch(() => undefined);
    await placement.takeBack(source, options).catch(() => undefined);
    throw fsError(error, folder);
  }
  await placement.keep(source, options).catch(() => undefined);
  return done;
}
