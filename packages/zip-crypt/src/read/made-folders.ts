import { mkdir, rmdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Makes folders and remembers which ones were not there before, so that a failed call can take them away again. */
export class MadeFolders {
  readonly #made: string[] = [];

  /** Makes a folder with all that lead to it. */
  async make(path: string): Promise<void> {
    // `mkdir` answers with a path of the kind it was given, and only absolute ones can be compared.
    const full = resolve(path);
    const first = await mkdir(full, { recursive: true });
    if (first === undefined) return;
    const below = [full];
    for (let at = full; at !== first; at = dirname(at)) {
      // Never reached as long as `first` leads to `full`; what is not known to be new must not be removed.
      if (at === dirname(at)) return;
      below.unshift(dirname(at));
    }
    this.#made.push(...below);
  }

  /** Removes what was made, the deepest first; folders that hold something by now stay. */
  async remove(): Promise<void> {
    for (const path of this.#made.toReversed()) await rmdir(path).catch(() => undefined);
  }
}
