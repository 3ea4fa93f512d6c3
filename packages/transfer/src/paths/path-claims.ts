import { ScanferryError } from "../errors/scanferry-error.js";
import { HashTable, fingerprint } from "./hash-table.js";

const recentLimit = 4096;

/**
 * Gives what file systems that ignore case and Unicode forms (Windows, macOS) take for the same name; upper case first folds ß and final sigma.
 *
 * @example
 * ```ts
 * console.log(foldPath("S1/A.DCM") === foldPath("s1/a.dcm")); // true
 * ```
 */
export function foldPath(path: string): string {
  return path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

/**
 * Remembers which paths are taken and refuses a second one that some file system would take for the same file:
 * other case, other Unicode form, the same path twice, or a file where another path needs a folder. It keeps hashes, not texts.
 *
 * @example
 * ```ts
 * const claims = new PathClaims();
 * claims.claim("S1/a.dcm");
 * claims.claim("s1/A.DCM"); // throws data/unsafe-path
 * ```
 */
export class PathClaims {
  readonly #taken = new HashTable();
  /** Folders that were taken lately, in this very spelling: most files lie beside the one before. */
  readonly #recent = new Set<string>();

  /** Whether a path is taken, in this spelling or another one. */
  has(path: string): boolean {
    return this.#taken.get(foldPath(path)) !== undefined;
  }

  /**
   * Takes a path (as {@link safePath} gives it).
   *
   * @throws {@link ScanferryError} `data/unsafe-path`
   */
  claim(path: string): void {
    const names = path.split("/");
    const keys: [key: string, value: number][] = [];
    for (let depth = 1; depth <= names.length; depth++) {
      const prefix = names.slice(0, depth).join("/");
      const isFile = depth === names.length;
      if (!isFile && this.#recent.has(prefix)) continue;
      const value = fingerprint(`${isFile ? "file" : "folder"}:${prefix}`);
      const key = foldPath(prefix);
      const known = this.#taken.get(key);
      if (isFile && known === value) {
        throw new ScanferryError("data/unsafe-path", "Two files would have the same place.", {
          hint: "The second one is left out. A layout that names more of what they belong to keeps them apart; else rename one at its origin.",
          subject: path,
        });
      }
      if (known !== undefined && (isFile || known !== value)) {
        throw new ScanferryError(
          "data/unsafe-path",
          "Two files would become one on a disk that ignores case or Unicode forms.",
          {
            hint: "The second one is left out. Rename it at its origin.",
            subject: path,
          },
        );
      }
      if (known === undefined) keys.push([key, value]);
    }
    for (const [key, value] of keys) this.#taken.set(key, value);
    this.#remember(names.slice(0, -1));
  }

  #remember(folders: readonly string[]): void {
    if (this.#recent.size + folders.length > recentLimit) this.#recent.clear();
    let prefix = "";
    for (const name of folders) {
      prefix = prefix === "" ? name : `${prefix}/${name}`;
      this.#recent.add(prefix);
    }
  }
}
