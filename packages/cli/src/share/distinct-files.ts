import { stat } from "node:fs/promises";
import { ScanferryError } from "@scanferry/transfer";
import { realPlace } from "./real-place.js";

/** A file that an option names. */
export interface NamedFile {
  flag: string;
  path: string;
}

/**
 * Refuses one file for two purposes: the later writer would take away what the earlier one wrote, and with it every
 * password.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function refuseSameFile(files: readonly NamedFile[]): Promise<void> {
  const seen = new Map<string, string>();
  for (const { flag, path } of files) {
    for (const key of await keysOf(path)) {
      const other = seen.get(key);
      if (other !== undefined && other !== flag) {
        throw new ScanferryError("input/invalid", `${other} and ${flag} name the same file.`, {
          hint: `Give ${flag} a file of its own.`,
          subject: path,
        });
      }
      seen.set(key, flag);
    }
  }
}

/** Another spelling of the name, or a link, is still the same file. */
async function keysOf(path: string): Promise<string[]> {
  const facts = await stat(path, { bigint: true }).catch(() => undefined);
  const place = await realPlace(path);
  return facts === undefined ? [place] : [place, `${String(facts.dev)}:${String(facts.ino)}`];
}
