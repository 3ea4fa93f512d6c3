import { constants } from "node:fs";
import { copyFile, mkdir, open, stat, utimes } from "node:fs/promises";
import { dirname, parse } from "node:path/posix";

import { errorCodesOf } from "../errors/error-chain.js";
import { fsError } from "../errors/from-fs.js";
import type { OnTransferEvent } from "../events/transfer-event.js";
import { compareWithRecord } from "./compare-with-record.js";
import { ownFolder, type DownloadContext, type Place } from "./download-context.js";

/** Keeps files that are somebody's work before an item with `keepOther` takes their place, and counts them for one warning. */
export class ReplacedFiles {
  #count = 0;

  /** Copies the file at a place to `.scanferry/replaced/`, unless it is as the journal's record left it. Its own place is never empty. */
  async keep(context: DownloadContext, place: Place, signal: AbortSignal): Promise<void> {
    const found = await stat(place.absolute).catch(() => undefined);
    if (found?.isFile() !== true) return;
    const { size: bytes, mtimeMs } = found;
    const record = await context.known?.ownerOf(place.relative);
    if (record?.mtimeMs !== undefined) {
      const file = { path: place.absolute, bytes, mtimeMs };
      const state = await compareWithRecord(record, file, context.options, signal);
      if (state === "same" || state === "touched") return;
    }
    await copyAside(context, place);
    this.#count++;
  }

  /** Says how many there were, if any. */
  warn(emit: OnTransferEvent): void {
    if (this.#count === 0) return;
    const [what, where] =
      this.#count === 1 ? ["A file", "it is"] : [`${String(this.#count)} files`, "they are"];
    emit({
      type: "warning",
      message: `${what} in the output folder had other content than was left here by an earlier run; ${where} kept in .scanferry/replaced.`,
      hint: "Take what is yours from there, and keep your own versions in another folder: the next run would replace them again.",
    });
  }
}

/** Copies to the first name that is free: nothing that was kept earlier is overwritten. */
async function copyAside(context: DownloadContext, { relative, absolute }: Place): Promise<void> {
  const { dir, name, ext } = parse(`${ownFolder}/replaced/${relative}`);
  for (let number = 1; ; number++) {
    const kept = `${dir}/${name}${number === 1 ? "" : `-${String(number)}`}${ext}`;
    const { absolute: target } = await context.folder.resolve(kept);
    try {
      await mkdir(dirname(target), { recursive: true });
      await copyFile(absolute, target, constants.COPYFILE_EXCL);
    } catch (error) {
      if (errorCodesOf(error).includes("EEXIST") && (await isThere(target))) continue;
      throw fsError(error, absolute);
    }
    await settle(target, absolute);
    return;
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Brings the copy to the disk before the original goes, with the original's time. Some disks take neither; the copy is there all the same. */
async function settle(target: string, original: string): Promise<void> {
  const { atime, mtime } = await stat(original);
  const handle = await open(target, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
  await utimes(target, atime, mtime).catch(() => undefined);
}
