import { HashTable } from "@scanferry/transfer";

const longest = 100;

/** Names that XNAT's importer would take for something else than DICOM: it opens archives within archives, and catalogs are its own. */
const strange = /\.(?:zip|gz|tgz|tar|jar|rar|xml|xar)$/i;

/** Gives the files of an archive names that every server reads, none of them twice. */
export class EntryNames {
  /** How often a name was wanted; its value numbers the next one. */
  readonly #taken = new HashTable();
  /** Folders as they were first written: two that differ in capitals alone would be one on many disks, and no archive may hold both. */
  readonly #folders = new Map<string, string>();

  /**
   * A name for a file of a session: its folder's and its own, in plain letters. XNAT keeps the last part as the file's name.
   *
   * @param scope - the number of the session
   */
  name(scope: number, folder: string, file: string): string {
    const plain = `${this.#folder(scope, plainPart(folder) || "series")}/${fileName(file)}`;
    const wanted = this.#next(scope, plain);
    if (wanted === 0) return plain;
    const dot = plain.lastIndexOf(".");
    const at = dot > plain.indexOf("/") + 1 ? dot : plain.length;
    for (let number = wanted; ; number++) {
      const name = `${plain.slice(0, at)}_${number + 1}${plain.slice(at)}`;
      if (this.#next(scope, name) === 0) return name;
    }
  }

  #folder(scope: number, folder: string): string {
    const key = `${scope}/${folder.toLowerCase()}`;
    const first = this.#folders.get(key);
    if (first === undefined) this.#folders.set(key, folder);
    return first ?? folder;
  }

  /** How often the name was wanted before. */
  #next(scope: number, name: string): number {
    const key = `${scope}/${name.toLowerCase()}`;
    const before = this.#taken.get(key) ?? 0;
    this.#taken.set(key, before + 1);
    return before;
  }
}

function fileName(file: string): string {
  const plain = plainPart(file) || "file";
  return strange.test(plain) ? `${plain}.dcm` : plain;
}

/** Letters, digits, `.`, `_` and `-`, and no dot in front. */
function plainPart(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9._-]/g, "_").replace(/^\.+/, "_");
  return plain.length <= longest ? plain : plain.slice(-longest).replace(/^\.+/, "_");
}
