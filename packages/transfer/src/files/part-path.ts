import { hash } from "node:crypto";
import { basename, dirname, join } from "node:path";

const nameBytesLimit = 255;

/** Names that end so are never targets: they would be taken for another file's unfinished part. */
export const partSuffixes: readonly string[] = [".part", ".part.json"];

/** Where a file lies while it is incomplete, and where the note about its origin lies; a name near the limit is replaced by a digest. */
export function partPaths(path: string): { part: string; note: string } {
  const name = basename(path);
  const fits = Buffer.byteLength(name) + ".part.json".length <= nameBytesLimit;
  const base = join(dirname(path), fits ? name : `~${hash("sha256", name).slice(0, 32)}`);
  return { part: `${base}.part`, note: `${base}.part.json` };
}
