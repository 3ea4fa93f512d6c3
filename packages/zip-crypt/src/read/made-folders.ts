import { mkdir, rmdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Makes folders and remembers which ones were not there before, so that a failed call can take them away again. */
export class MadeFolders {
  readonly #made: string[] = [];

  /** Makes a folder with all that lead to it. */
  async make(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true });
    if (first === undefined) return;
    const below: string[] = [];
    for (let at = resolve(path); at.length >= first.length; at = dirname(at)) {
      below.unshift(at);
      if (at === first) break;
    }
    this.#made.push(...below);
  }

  /** Removes what was made, the deepest first; folders that hold something by now stay. */
  async remove(): Promise<void> {
    for (const path of this.#made.toReversed()) await rmdir(path).catch(() => undefined);
  }
}
