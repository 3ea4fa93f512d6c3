import { basename } from "node:path";
import { dicomArchive } from "@scanferry/loris-client";
import { ScanferryError, toScanferryError } from "@scanferry/transfer";
import { realPlace } from "../share/real-place.js";

/** An archive of the command line, and why it cannot be sent. */
export interface NamedArchive {
  readonly path: string;
  readonly error?: ScanferryError;
}

/**
 * Looks at the archives before anybody logs in. One that is named twice is there once.
 *
 * @throws {@link ScanferryError} `input/invalid` for two files of one name: on the server one would take the other's place
 */
export async function namedArchives(paths: readonly string[]): Promise<NamedArchive[]> {
  const places = new Map<string, string>();
  const archives: NamedArchive[] = [];
  for (const path of paths) {
    const place = await realPlace(path);
    const name = basename(path);
    const other = places.get(name);
    if (other === place) continue;
    if (other !== undefined) {
      throw new ScanferryError("input/invalid", "Two archives have the same name.", {
        hint: "LORIS tells the archives of a visit by their names. Rename one, or send one alone.",
        subject: path,
      });
    }
    places.set(name, place);
    archives.push(await looked(path));
  }
  return archives;
}

async function looked(path: string): Promise<NamedArchive> {
  try {
    await dicomArchive(path);
    return { path };
  } catch (error) {
    return { path, error: toScanferryError(error) };
  }
}
