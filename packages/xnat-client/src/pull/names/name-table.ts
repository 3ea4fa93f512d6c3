import { HashTable } from "@scanferry/transfer";

import { asListed } from "../../http/file-path.js";
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

  /**
   * Whether the server gives another file at the address of this one: 1.6 takes addresses as they are written, so that `a b.txt` cannot be asked for where
   * an `a%20b.txt` stands beside it. Its zips have both.
   */
  isHidden(names: Names): boolean {
    const isAlone = this.#claims.get(readable(names)) === 1;
    return !isAlone && names.stored.split("/").some((name) => asListed(name) !== name);
  }
}

/** The decoded path, unless decoding has made other folders of it (`%2F`). */
function readable({ path, stored }: Names): string {
  return path.split("/").length === stored.split("/").length ? path : stored;
}
