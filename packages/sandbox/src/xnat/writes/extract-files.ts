import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatBody } from "../files/xnat-body.js";
import { UnreadableArchive } from "../unpack/packed-entry.js";
import { formatOfBytes, packedEntries, type PackedFormat } from "../unpack/packed-entries.js";

/**
 * Puts the files of an archive at the root of a resource (recorded: 204 to 208); the archive itself is not kept. What is no
 * archive, whatever its name says, has no files in it, and nobody is told.
 *
 * @throws XnatError 500 for one that Java cannot read (measured on 1.6.4 for STORED entries with data descriptors)
 */
export async function extractFiles(
  call: XnatCall,
  bytes: AsyncIterable<Uint8Array>,
  to: { readonly format: PackedFormat; readonly keep: (path: string, body: XnatBody) => void },
): Promise<void> {
  const { bodies } = call.xnat;
  const path = bodies.newPath();
  try {
    await pipeline(bytes, createWriteStream(path, { flags: "wx", mode: 0o600 }));
    if ((await formatOfBytes(path)) !== to.format) return;
    for await (const { name, content } of packedEntries(path, to.format, { legacy: call.legacy })) {
      const inside = insideResource(name);
      if (inside === undefined) continue;
      to.keep(inside, Buffer.isBuffer(content) ? bodies.keep(content) : await bodies.write(content));
    }
  } catch (error) {
    if (error instanceof UnreadableArchive) throw new XnatError(500, error.message);
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

/** The path below the resource; nothing for one that would leave it. */
function insideResource(name: string): string | undefined {
  const parts = name.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 || parts.includes("..") ? undefined : parts.join("/");
}
