import { lstat, realpath } from "node:fs/promises";
import { join, resolve, sep } from "node:path";

import { errorCodesOf } from "../errors/error-chain.js";
import { fsError } from "../errors/from-fs.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { safePath, type SafePathOptions } from "./safe-path.js";

const rememberedLimit = 4096;

/**
 * Keeps paths below one folder. Folders that were looked at are remembered (a bounded number of them): a million files in
 * ten thousand folders would otherwise cost five system calls each.
 */
export class FolderGuard {
  readonly #root: string;
  readonly #options: SafePathOptions;
  readonly #checked = new Set<string>();
  #realRoot: string | undefined;

  constructor(root: string, options: SafePathOptions = {}) {
    this.#root = resolve(root);
    this.#options = options;
  }

  /**
   * Gives the absolute path of a relative one.
   *
   * @throws {@link ScanferryError} `data/unsafe-path`
   */
  async resolve(relative: string): Promise<string> {
    const names = safePath(relative, this.#options).split("/");
    const target = join(this.#root, ...names);
    let folder = this.#root;
    for (const name of ["", ...names.slice(0, -1)]) {
      folder = join(folder, name);
      // Below a folder that is not there, nothing is there.
      if (!this.#checked.has(folder) && !(await this.#look(folder, relative))) break;
    }
    return target;
  }

  /** Looks at one folder; tells whether it is there. */
  async #look(folder: string, subject: string): Promise<boolean> {
    try {
      if (folder === this.#root) this.#realRoot = await realpath(folder);
      else if ((await lstat(folder)).isSymbolicLink()) await this.#followLink(folder, subject);
    } catch (error) {
      if (errorCodesOf(error).includes("ENOENT")) return false;
      throw fsError(error, folder);
    }
    if (this.#checked.size >= rememberedLimit) this.#checked.clear();
    this.#checked.add(folder);
    return true;
  }

  async #followLink(folder: string, subject: string): Promise<void> {
    const real = await realpath(folder).catch(() => undefined);
    const root = this.#realRoot ?? this.#root;
    if (real !== undefined && (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)))
      return;
    throw new ScanferryError(
      "data/unsafe-path",
      "A symbolic link on the way leads out of the output folder.",
      {
        hint: "Remove the link or choose another output folder.",
        subject,
      },
    );
  }
}
