import { throwIfAborted } from "@scanferry/transfer";
import { entryContent } from "../read/entry-content.js";
import { readDirectory } from "../read/read-directory.js";
import { interruptible } from "../read/read-zip-entries.js";
import { LimitCounter } from "../read/zip-limits.js";
import { EntryBody } from "./entry-body.js";
import type { ForwardBytes } from "./forward-bytes.js";
import type { ForwardZipEntry, ReadZipForwardOptions } from "./forward-zip-entry.js";
import type { SeenEntries } from "./seen-entries.js";
import { spoolRest } from "./spool-rest.js";

/**
 * Goes on by way of a temporary file and the directory where the stream itself does not tell how to: the entries that lie in the rest
 * are given, those that were given before it are held against the directory.
 *
 * @throws {@link ScanferryError} `data/corrupt`, `data/unsafe-path`, `local/no-space`
 */
export async function* spooledEntries(
  bytes: ForwardBytes,
  seen: SeenEntries,
  options: ReadZipForwardOptions & { tempFolder: string },
): AsyncGenerator<ForwardZipEntry> {
  const base = bytes.position;
  const rest = await spoolRest(bytes, options.tempFolder);
  let body: EntryBody | undefined;
  try {
    const counter = new LimitCounter(options.limits ?? {}, rest.sizeBytes);
    for await (const located of readDirectory(rest)) {
      throwIfAborted(options.signal);
      await body?.finish();
      body = undefined;
      counter.add(located);
      if (located.offset >= base) seen.add(located);
      seen.match(located);
      if (located.offset < base || located.isSymlink) continue;
      const { name, sizeBytes, compressedBytes, encryption, method, crc32, mtime, isDirectory } = located;
      body = new EntryBody(
        interruptible(entryContent(rest, located, options.password), options.signal),
        name,
      );
      yield {
        name,
        sizeBytes,
        compressedBytes,
        encryption,
        method,
        mtime,
        isDirectory,
        body,
        ...(crc32 === undefined ? {} : { crc32 }),
      };
    }
    await body?.finish();
    seen.finish();
  } finally {
    await body?.close();
    await rest.close();
  }
}
