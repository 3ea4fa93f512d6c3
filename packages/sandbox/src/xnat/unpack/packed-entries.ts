import { createReadStream, createWriteStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type PackedEntry, UnreadableArchive } from "./packed-entry.js";
import { tarEntries } from "./tar-entries.js";
import { zipEntries } from "./zip-entries.js";

/** What an archive is packed as. */
export type PackedFormat = "zip" | "tar" | "tgz";

/** The format that a file's name tells. */
export function formatOfName(name: string): PackedFormat | undefined {
  if (/\.(?:zip|xar)$/i.test(name)) return "zip";
  if (/\.tar$/i.test(name)) return "tar";
  return /\.(?:tgz|tar\.gz)$/i.test(name) ? "tgz" : undefined;
}

/** The format that a file's first bytes tell. */
export async function formatOfBytes(path: string): Promise<PackedFormat | undefined> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(263);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (head.readUInt32LE(0) === 0x04034b50 || head.readUInt32LE(0) === 0x06054b50) return "zip";
    if (bytesRead > 2 && head.readUInt16BE(0) === 0x1f8b) return "tgz";
    return head.toString("latin1", 257, 262) === "ustar" ? "tar" : undefined;
  } finally {
    await file.close();
  }
}

/**
 * The files of an archive that lies on the disk, one by one.
 *
 * @param path - a file beside it, of the same name and `.tar` behind it, is used while a tgz is read
 * @throws UnreadableArchive
 */
export async function* packedEntries(
  path: string,
  format: PackedFormat,
  reading: { readonly legacy: boolean },
): AsyncGenerator<PackedEntry> {
  if (format === "zip") yield* zipEntries(path);
  else if (format === "tar") yield* tarEntries(path, reading);
  else {
    const tar = `${path}.tar`;
    try {
      await pipeline(
        createReadStream(path),
        createGunzip({ chunkSize: 262_144 }),
        createWriteStream(tar),
      ).catch(() => {
        throw new UnreadableArchive("Unexpected end of ZLIB input stream");
      });
      // Its file goes away with the reading.
      for await (const { name, bytes, content } of tarEntries(tar, reading)) yield { name, bytes, content };
    } finally {
      await rm(tar, { force: true });
    }
  }
}
