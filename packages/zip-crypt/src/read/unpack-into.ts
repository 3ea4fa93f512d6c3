import { open, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ZipOptions } from "../zip-options.js";
import { checkedTarget } from "./checked-target.js";
import { MadeFolders } from "./made-folders.js";
import type { RandomAccess } from "./random-access.js";
import { type ReadZipOptions, readZipEntries } from "./read-zip-entries.js";
import type { TestedZip } from "./test-zip.js";

interface UnpackOptions extends ReadZipOptions {
  /** Sum of all entries, for the progress. */
  totalBytes: number;
  onEvent?: ZipOptions["onEvent"];
}

/** Unpacks all entries below an empty folder, each with its time; the first one that is not right throws. */
export async function unpackInto(
  staging: string,
  source: RandomAccess,
  options: UnpackOptions,
): Promise<TestedZip> {
  const folders = new MadeFolders();
  let entries = 0;
  let bytes = 0;
  for await (const entry of readZipEntries(source, options)) {
    entries += 1;
    const path = join(staging, checkedTarget(entry));
    if (entry.isDirectory) {
      await folders.make(path);
      continue;
    }
    await folders.make(dirname(path));
    const file = await open(path, "wx");
    try {
      for await (const chunk of entry.stream()) {
        await file.writeFile(chunk);
        bytes += chunk.length;
        options.onEvent?.({ type: "progress", bytes, totalBytes: options.totalBytes });
      }
    } finally {
      await file.close();
    }
    await utimes(path, entry.mtime, entry.mtime);
    options.onEvent?.({ type: "entry", name: entry.name, sizeBytes: entry.sizeBytes });
  }
  return { entries, bytes };
}
