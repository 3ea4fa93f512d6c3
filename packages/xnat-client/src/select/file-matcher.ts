import { isGlob, matchesGlob } from "@scanferry/transfer";

/** Tells which files of a resource are meant: by their path, by a folder (`sub/`), or by a pattern with `*` and `?`. */
export class FileMatcher {
  readonly #exact: ReadonlySet<string>;
  readonly #folders: readonly string[];
  readonly #globs: readonly string[];
  readonly #unmet: Set<string>;

  constructor(names: readonly string[]) {
    this.#unmet = new Set(names);
    this.#exact = this.#unmet.size === 0 ? this.#unmet : new Set(names);
    this.#folders = names.filter((name) => name.endsWith("/"));
    this.#globs = names.filter(isGlob);
  }

  /** Whether a file is meant. Capitals count: to XNAT, two spellings are two files. */
  meets(path: string): boolean {
    const met = [
      ...(this.#exact.has(path) ? [path] : []),
      ...this.#folders.filter((folder) => path.startsWith(folder)),
      ...this.#globs.filter((glob) => matchesGlob(glob, path)),
    ];
    for (const name of met) this.#unmet.delete(name);
    return met.length > 0;
  }

  /** Names that no file had. */
  get unmet(): readonly string[] {
    return [...this.#unmet];
  }
}
