import { opendir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import type { ZipEntryInput } from "@scanferry/zip-crypt";
import { realPlace } from "../share/real-place.js";

/**
 * Gives the entries of an archive: files by their own name, folders with all that lies in them. The archive itself is
 * left out, the old one as well as the unfinished one, wherever it lies.
 */
export async function* collectEntries(
  paths: readonly string[],
  archive: string,
): AsyncGenerator<ZipEntryInput> {
  const own = await ownFiles(archive);
  const seen = new Set<string>();
  for (const path of paths) {
    for await (const entry of entriesOf(path, basename(resolve(path)), own)) {
      if (seen.has(entry.name)) {
        throw new ScanferryError("input/invalid", "Two files would have the same name in the archive.", {
          hint: "Give the folder that holds both, so that their folders keep them apart.",
          subject: entry.name,
        });
      }
      seen.add(entry.name);
      yield entry;
    }
  }
}

/** Tells the archive, and the part that is written beside it first, by their real paths. */
async function ownFiles(archive: string): Promise<(path: string) => Promise<boolean>> {
  const place = await realPlace(archive);
  return async (path) => {
    const real = await realPlace(path);
    if (real === place) return true;
    const rest = real.startsWith(`${place}.`) ? real.slice(place.length) : "";
    return dirname(real) === dirname(place) && /^\.[0-9a-f]{8}\.part$/.test(rest);
  };
}

async function* entriesOf(
  path: string,
  name: string,
  own: (path: string) => Promise<boolean>,
): AsyncGenerator<ZipEntryInput> {
  const facts = await stat(path).catch((error: unknown) => {
    throw new ScanferryError("local/not-found", "A file to pack does not exist.", {
      subject: path,
      cause: error,
    });
  });
  if (!facts.isDirectory()) {
    if (await own(path)) return;
    yield { name, source: path, sizeBytes: facts.size, mtime: facts.mtime };
    return;
  }
  const names: string[] = [];
  for await (const child of await opendir(path)) names.push(child.name);
  // Sorted, so that the same folder gives the same archive everywhere.
  for (const child of names.sort()) yield* entriesOf(join(path, child), `${name}/${child}`, own);
}
