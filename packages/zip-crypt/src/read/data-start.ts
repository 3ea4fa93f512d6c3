import { localSignature } from "../container/headers.js";
import { damaged } from "./damaged.js";
import { asBuffer } from "./directory-end.js";
import type { RandomAccess } from "./random-access.js";
import type { LocatedEntry } from "./zip-entry.js";

/**
 * Finds where the data of an entry begin, behind its local header.
 *
 * @throws {@link ScanferryError} `data/corrupt` when no local header is there
 */
export async function dataStart(archive: RandomAccess, entry: LocatedEntry): Promise<number> {
  const header = asBuffer(await archive.read(entry.offset, 30));
  if (header.readUInt32LE(0) !== localSignature) {
    throw damaged("The archive is damaged: an entry does not begin where the directory says.", {
      subject: entry.name,
    });
  }
  return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}
