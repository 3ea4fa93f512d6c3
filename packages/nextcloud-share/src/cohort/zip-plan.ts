import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { ScanferryError, fsError } from "@scanferry/transfer";
import { zipLength } from "@scanferry/zip-crypt";
import type { ShareFile } from "./share-options.js";

/** A file of a zip, as it was when it was planned. */
export interface PlannedSource {
  name: string;
  path: string;
  sizeBytes: number;
  mtimeMs: number;
}

/** What a participant's zip will hold, and how long it will be. */
export interface ZipPlan {
  sources: PlannedSource[];
  encryption: "aes-256" | "zipcrypto";
  /** Exact, since everything is stored: images are compressed already. */
  zipBytes: number;
}

/** Files of `--add`, under their own names. */
export function addedFiles(paths: readonly string[]): ShareFile[] {
  return paths.map((path) => ({ name: basename(path), path }));
}

/**
 * Looks at the files of a zip.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/denied`; `input/invalid` for a folder or two files of one name
 */
export async function planZip(
  files: readonly ShareFile[],
  encryption: ZipPlan["encryption"],
): Promise<ZipPlan> {
  const sources: PlannedSource[] = [];
  const names = new Set<string>();
  for (const { name, path } of files) {
    const folded = name.normalize("NFC").toLowerCase();
    if (names.has(folded)) {
      throw new ScanferryError("input/invalid", "Two files of a zip have the same name.", {
        hint: "Rename one of them, or leave out the one given with --add.",
        subject: name,
      });
    }
    names.add(folded);
    const found = await stat(path).catch((error: unknown) => {
      throw fsError(error, path);
    });
    if (!found.isFile()) {
      throw new ScanferryError("input/invalid", "Only files can be put into a zip.", { subject: path });
    }
    sources.push({ name, path, sizeBytes: found.size, mtimeMs: Math.floor(found.mtimeMs) });
  }
  return { sources, encryption, zipBytes: zipLength(sources, { encryption }) };
}
