import { throwIfAborted } from "@scanferry/transfer";
import { localSignature } from "../container/headers.js";
import type { FoundData } from "./data-descriptor.js";
import { EntryBody } from "./entry-body.js";
import { ForwardBytes } from "./forward-bytes.js";
import { forwardContent } from "./forward-content.js";
import { ForwardLimits } from "./forward-limits.js";
import type { ForwardZipEntry, ForwardZipSource, ReadZipForwardOptions } from "./forward-zip-entry.js";
import { type LocalEntry, peekLocalHeader } from "./local-header.js";
import { nextSignature } from "./next-signature.js";
import { isDamage, retryableDamage } from "./retryable-damage.js";
import { SeenEntries } from "./seen-entries.js";
import { spooledEntries } from "./spooled-entries.js";
import { takeDirectory } from "./take-directory.js";
import { beginsOtherwise, needsDirectory } from "./what-hinders.js";

/**
 * Reads an archive from a stream that cannot seek, such as one that a server makes while it sends it, entry by entry and in
 * constant memory. An entry ends where its header says or where zlib says, never where a signature is found. At the end the directory is held
 * against all that came before, so that an archive that was cut off is found out even when the cut lies between two entries: take
 * what was read for complete only when the loop has ended without an error. Damage is `retryable`. After a wrong CRC or size, which the
 * entry's `body` throws, the loop can go on where the place of the next entry is known.
 *
 * A stored entry with its sizes behind it, an encrypted one and bytes before the archive cannot be read forward; with `tempFolder` the
 * rest goes through a temporary file from there on, without it the archive is refused.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `data/checksum-mismatch`, `data/size-mismatch`, `data/unsafe-path` at the end for a
 * symbolic link, `input/invalid` for what cannot be read forward, `auth/required`, `auth/rejected`, `local/no-space`, `aborted`, and
 * what the stream fails with
 * @example
 * ```ts
 * for await (const entry of readZipForward(createReadStream("sub-01.zip"))) {
 *   let bytes = 0;
 *   for await (const chunk of entry.body) bytes += chunk.length;
 *   console.log(entry.name, bytes);
 * }
 * ```
 */
export async function* readZipForward(
  source: ForwardZipSource,
  options: ReadZipForwardOptions = {},
): AsyncGenerator<ForwardZipEntry> {
  const bytes = new ForwardBytes(source, options.signal);
  try {
    yield* forwardEntries(bytes, options);
  } catch (error) {
    throw retryableDamage(error);
  } finally {
    bytes.close();
  }
}

async function* forwardEntries(
  bytes: ForwardBytes,
  options: ReadZipForwardOptions,
): AsyncGenerator<ForwardZipEntry> {
  const { tempFolder } = options;
  const seen = new SeenEntries();
  const limits = new ForwardLimits(options.limits ?? {});
  let obstacle = await beginsOtherwise(bytes);
  while (obstacle === undefined && (await nextSignature(bytes)) === localSignature) {
    throwIfAborted(options.signal);
    const entry = await peekLocalHeader(bytes);
    obstacle = needsDirectory(entry);
    if (obstacle === undefined) yield* oneEntry(bytes, entry, { seen, limits });
  }
  if (obstacle === undefined) await takeDirectory(bytes, seen);
  else if (tempFolder === undefined) throw obstacle;
  else yield* spooledEntries(bytes, seen, { ...options, tempFolder });
}

/** Gives one entry and takes it out of the stream. */
async function* oneEntry(
  bytes: ForwardBytes,
  entry: LocalEntry,
  { seen, limits }: { seen: SeenEntries; limits: ForwardLimits },
): AsyncGenerator<ForwardZipEntry> {
  const { name, method, crc32, sizeBytes, compressedBytes, hasDescriptor, mtime, isDirectory } = entry;
  limits.begin(name, sizeBytes);
  await bytes.take(entry.headerBytes);
  const found: FoundData = { crc32, sizeBytes, compressedBytes };
  const body = new EntryBody(forwardContent(bytes, entry, found, limits), name, (chunk) => {
    // What was decompressed lies in memory of its own.
    if (method === 0) bytes.release(chunk);
  });
  let isDone = false;
  const known = hasDescriptor ? {} : { sizeBytes, compressedBytes, crc32 };
  try {
    yield { name, ...known, encryption: "none", method, mtime, isDirectory, body };
    await body.finish();
    if (body.failure !== undefined) {
      if (!isDamage(body.failure) || found.end === undefined) throw body.failure;
      await bytes.skipTo(found.end);
    }
    seen.add({ ...found, name, method, offset: entry.offset });
    isDone = true;
  } finally {
    // First the stream, which the body may be waiting for.
    if (!isDone) bytes.close();
    await body.close();
  }
}
