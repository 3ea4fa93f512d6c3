import { HashTable } from "@scanferry/transfer";

import type { XnatFile } from "../../schemas/xnat-file.js";

/** A file's two spellings: as people read it, and as the server has it. */
type Names = Pick<XnatFile, "path" | "stored">;

/**
 * Chooses the names of a resource's files on disk. XNAT 1.6 keeps percent-escapes as they were sent (`a%20b.txt`), so that they are decoded here; but names
 * that would become one, or that another file has, stay as the server has them. Names are seen first, all of them, then chosen.
 */
export class NameTable {
  readonly #stored = new HashTable();
  readonly #claims = new HashTable();

  /** Enters a file. Gives `false` for one that was listed before: catalogs can name a file twice. */
  see({ path, stored }: Names): boolean {
    if (this.#stored.get(stored) !== undefined) return false;
    this.#stored.set(stored, 1);
    // Each file claims both of its names, so that no decoded one takes a name that is kept.
    for (const name of new Set([readable({ path, stored }), stored]))
      this.#claims.set(name, (this.#claims.get(name) ?? 0) + 1);
    return true;
  }

  /** The path below the resource under which a file is known here. */
  choose(names: Names): string {
    const path = readable(names);
    return this.#claims.get(path) === 1 ? path : names.stored;
  }
}

/** The decoded path, unless decoding has made other folders of it (`%2F`). */
function readable({ path, stored }: Names): string {
  return path.split("/").length === stored.split("/").length ? path : stored;
}
