import { readFile, stat, unlink, writeFile } from "node:fs/promises";

import { partPaths } from "./part-path.js";

/** Where the bytes of a part come from: kept beside it, so that a part of an older version is never continued with a newer one. */
export interface PartNote {
  /** The item's stable name. */
  id: string;
  /** What it is beyond its name. */
  origin?: string;
  /** The validator that the server gave with these bytes. */
  etag?: string;
  lastModified?: string;
  /** When the answer was sent that the part begins with: whether `lastModified` stands for one version depends on it. */
  date?: string;
  /** The length of the whole file. */
  sizeBytes?: number;
  /** The digest that was announced. */
  digest?: string;
}

function isPartNote(value: unknown): value is PartNote {
  return typeof value === "object" && value !== null && typeof (value as { id?: unknown }).id === "string";
}

/** Writes the note. A cut note (killed in between) does not parse, and the part is begun again. */
export async function writePartNote(path: string, note: PartNote): Promise<void> {
  await writeFile(partPaths(path).note, `${JSON.stringify(note)}\n`);
}

/** Removes the note. */
export async function clearPartNote(path: string): Promise<void> {
  // Not rm(): it looks three times before it removes, and this happens once for every small file.
  await unlink(partPaths(path).note).catch(() => undefined);
}

/** Finds a part that can be continued: it has bytes and a readable note of the same item. */
export async function readPart(
  path: string,
  { id, origin }: Pick<PartNote, "id" | "origin">,
): Promise<{ bytes: number; note: PartNote } | undefined> {
  const { part, note } = partPaths(path);
  try {
    const { size } = await stat(part);
    const parsed: unknown = JSON.parse(await readFile(note, "utf8"));
    const isOurs = isPartNote(parsed) && parsed.id === id && parsed.origin === origin;
    return size > 0 && isOurs ? { bytes: size, note: parsed } : undefined;
  } catch {
    return undefined;
  }
}
