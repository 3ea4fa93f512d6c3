import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { stateFolder } from "../journal/share-journal.js";
import { removeParts } from "../list/remove-parts.js";
import { selfTestPrefix, verifyPrefix } from "./self-test.js";

const dayMs = 86_400_000;

/**
 * Removes temporary files of killed runs. The journal's lock, which must be held, says that no other run uses them; a
 * `verify` takes no lock, so that only its files of long ago are removed.
 */
export async function removeLeftovers(listPath: string, nowMs: number): Promise<void> {
  await removeParts(listPath);
  const folder = stateFolder(listPath);
  for (const file of await readdir(folder).catch(() => [])) {
    const path = join(folder, file);
    if (file.startsWith(selfTestPrefix)) await rm(path, { force: true });
    if (!file.startsWith(verifyPrefix)) continue;
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && nowMs - found.mtimeMs > dayMs) await rm(path, { force: true });
  }
}
