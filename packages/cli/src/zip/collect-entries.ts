import { opendir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import type { ZipEntryInput } from "@scanferry/zip-crypt";

/** Gives the entries of an archive: files by their own name, folders with all that lies in them. */
export async function* collectEntries(paths: readonly string[]): AsyncGenerator<ZipEntryInput> {
  const seen = new Set<string>();
  for (const path of paths) {
    for await (const entry of entriesOf(path, basename(resolve(path)))) {
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

async function* entriesOf(path: string, name: string): AsyncGenerator<ZipEntryInput> {
  const facts = await stat(path).catch((error: unknown) => {
    throw new ScanferryError("local/not-found", "A file to pack does not exist.", {
      subject: path,
      cause: error,
    });
  });
  if (!facts.isDirectory()) {
    yield { name, source: path, sizeBytes: facts.size, mtime: facts.mtime };
    return;
  }
  const names: string[] = [];
  for await (const child of await opendir(path)) names.push(child.name);
  // Sorted, so that the same folder gives the same archive everywhere.
  for (const child of names.sort()) yield* entriesOf(join(path, child), `${name}/${child}`);
}
