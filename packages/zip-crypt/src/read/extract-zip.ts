import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ScanferryError, fsError, resolveInside } from "@scanferry/transfer";
import type { ZipOptions } from "../zip-options.js";
import { checkedTarget } from "./checked-target.js";
import { MadeFolders } from "./made-folders.js";
import { planExtraction } from "./plan-extraction.js";
import { type RandomAccess, type ZipArchive, openRandomAccess } from "./random-access.js";
import { type ReadZipOptions, type ReadableZipEntry, readZipEntries } from "./read-zip-entries.js";
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
 * After a failure the folder is as it was before (with `overwrite`, files already replaced stay replaced). What a
 * killed run has left in a hidden folder is removed by the next one with the same goal.
 *
 * @throws {@link ScanferryError} `auth/required`, `auth/rejected`, `data/corrupt`, `data/checksum-mismatch`,
 * `data/unsafe-path`, `input/invalid` for files that exist, `local/no-space`
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
  const folders = new MadeFolders();
  let staging: StagingFolder | undefined;
  let moved = 0;
  try {
    await folders.make(folder);
    await removeLeftovers(folder);
    staging = await openStagingFolder(folder);
    const done = await unpackInto(staging.path, source, options);
    for await (const entry of readZipEntries(source, options)) {
      await putInPlace(entry, staging.path, folder, folders);
      moved += 1;
    }
    await staging.remove();
    return done;
  } catch (error) {
    await staging?.remove();
    await takeBack(source, folder, moved);
    await folders.remove();
    throw fsError(error, folder);
  }
}

async function putInPlace(
  entry: ReadableZipEntry,
  staging: string,
  folder: string,
  folders: MadeFolders,
): Promise<void> {
  const target = checkedTarget(entry);
  const path = await resolveInside(folder, target);
  if (entry.isDirectory) return folders.make(path);
  await folders.make(dirname(path));
  await rename(join(staging, target), path);
}

/** Removes the files that had already been put in place; reading the directory again saves a list of them. */
async function takeBack(source: RandomAccess, folder: string, moved: number): Promise<void> {
  if (moved === 0) return;
  let index = 0;
  for await (const entry of readZipEntries(source)) {
    if (index++ >= moved) return;
    if (!entry.isDirectory) await rm(await resolveInside(folder, checkedTarget(entry)), { force: true });
  }
}
