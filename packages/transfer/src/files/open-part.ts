import { constants } from "node:fs";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

import { errorCodesOf } from "../errors/error-chain.js";

/** Opens the part; the folder is made only when it turns out to be missing, which saves a call for most files. */
export async function openPart(
  part: string,
  fromByte: number,
  mode: number,
): Promise<{ handle: FileHandle; isNew: boolean }> {
  if (fromByte === 0) {
    const made = await openNew(part, mode);
    if (made !== undefined) return { handle: made, isNew: true };
  }
  // O_NOFOLLOW (absent on Windows): a link planted under the part's name must not be written through.
  const noFollow = (constants as { O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0;
  const afresh = fromByte > 0 ? 0 : constants.O_TRUNC;
  const flags = constants.O_WRONLY | constants.O_CREAT | noFollow | afresh;
  return { handle: await open(part, flags, mode), isNew: false };
}

/** Makes the part, unless there is one. */
async function openNew(part: string, mode: number): Promise<FileHandle | undefined> {
  for (let isFolderMade = false; ; isFolderMade = true) {
    try {
      return await open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
    } catch (error) {
      const codes = errorCodesOf(error);
      if (codes.includes("EEXIST")) return undefined;
      if (isFolderMade || !codes.includes("ENOENT")) throw error;
      await mkdir(dirname(part), { recursive: true });
    }
  }
}
