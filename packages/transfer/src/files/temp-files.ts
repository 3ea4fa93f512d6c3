import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

import { fsError } from "../errors/from-fs.js";

const ending = ".ndjson";

/**
 * Makes a file for what does not fit into memory. It loses its name at once where the system allows it, so that a killed run
 * leaves nothing behind.
 *
 * @throws {@link ScanferryError} `local/no-space`, `local/denied`
 */
export async function openTempFile(
  folder: string,
): Promise<{ handle: FileHandle; close: () => Promise<void> }> {
  const path = join(folder, `${randomBytes(8).toString("hex")}${ending}`);
  const remove = (): Promise<void> => rm(path, { force: true }).catch(() => undefined);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(path, "wx+", 0o600);
    await remove();
    const close = async (): Promise<void> => {
      await handle.close();
      await remove();
    };
    return { handle, close };
  } catch (error) {
    throw fsError(error, folder);
  }
}

/** Removes what killed runs left there. Only for whoever holds the lock of the folder. */
export async function removeTempFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names)
    if (name.endsWith(ending)) await rm(join(folder, name), { force: true }).catch(() => undefined);
}
