import { open, rm } from "node:fs/promises";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { PackedEntry } from "../unpack/packed-entry.js";
import { formatOfBytes, formatOfName, packedEntries } from "../unpack/packed-entries.js";
import type { ImportCall } from "./import-call.js";

/** How deep archives in archives are opened. */
const DEEPEST = 4;

/**
 * The files of an uploaded archive, those of archives inside it too.
 *
 * 1.6.4 looks into the file (it takes a zip sent as octet-stream, recorded: 124), 1.9 goes by its name alone. What is no
 * archive at all has no entries: an import of it is a 200 without an address (read in the server's source).
 *
 * @throws XnatError 400 for a name that 1.9 does not know
 */
export async function* importEntries({ call, file }: ImportCall): AsyncGenerator<PackedEntry> {
  const found = await formatOfBytes(file.path);
  const format = call.legacy ? found : formatOfName(file.name);
  if (!call.legacy && format === undefined) throw new XnatError(400, "Unsupported format");
  if (format === undefined || format !== found) return;
  yield* opened(call, packedEntries(file.path, format, { legacy: call.legacy }), 0);
}

async function* opened(
  call: XnatCall,
  entries: AsyncIterable<PackedEntry>,
  depth: number,
): AsyncGenerator<PackedEntry> {
  for await (const entry of entries) {
    const format = depth < DEEPEST ? formatOfName(entry.name) : undefined;
    if (format === undefined) {
      yield entry;
      continue;
    }
    const path = call.xnat.bodies.newPath();
    try {
      await unpack(entry, path);
      if ((await formatOfBytes(path)) === format)
        // The inner archive goes away, so its entries cannot be read later on.
        for await (const { name, bytes, content } of opened(
          call,
          packedEntries(path, format, { legacy: call.legacy }),
          depth + 1,
        ))
          yield { name, bytes, content };
    } finally {
      await rm(path, { force: true });
    }
  }
}

async function unpack({ content }: PackedEntry, path: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    if (Buffer.isBuffer(content)) await file.writeFile(content);
    else for await (const chunk of content) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}

/** The last part of an entry's name. */
export function entryFileName(entry: PackedEntry): string {
  return entry.name.slice(entry.name.lastIndexOf("/") + 1);
}
