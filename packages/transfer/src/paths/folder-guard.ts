import { lstat, realpath } from "node:fs/promises";
import { join, resolve, sep } from "node:path";

import { errorCodesOf } from "../errors/error-chain.js";
import { fsError } from "../errors/from-fs.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { safePath, type SafePathOptions } from "./safe-path.js";

const rememberedLimit = 4096;

/** Options of {@link FolderGuard}. */
interface FolderGuardOptions extends SafePathOptions {
  /** Whether nothing is written meanwhile, so that a folder that is not there may be remembered too. @default false */
  readOnly?: boolean;
}

/** A path below the folder. */
export interface GuardedPath {
  absolute: string;
  /** Whether a folder on the way is not there, so that nothing can be there. */
  absent: boolean;
}

/**
 * Keeps paths below one folder. Folders that were looked at are remembered (a bounded number of them): a million files in
 * ten thousand folders would otherwise cost five system calls each.
 */
export class FolderGuard {
  readonly #root: string;
  readonly #options: FolderGuardOptions;
  readonly #checked = new Set<string>();
  readonly #absent = new Set<string>();
  /** Looks that are under way: many files of a folder come at once. */
  readonly #looks = new Map<string, Promise<boolean>>();
  #realRoot: string | undefined;

  constructor(root: string, options: FolderGuardOptions = {}) {
    this.#root = resolve(root);
    this.#options = options;
  }

  /**
   * Gives the absolute path of a relative one.
   *
   * @throws {@link ScanferryError} `data/unsafe-path`
   */
  async resolve(relative: string): Promise<GuardedPath> {
    const names = safePath(relative, this.#options).split("/");
    const absolute = join(this.#root, ...names);
    let folder = this.#root;
    for (const name of ["", ...names.slice(0, -1)]) {
      folder = join(folder, name);
      if (this.#checked.has(folder)) continue;
      if (this.#absent.has(folder) || !(await this.#lookOnce(folder, relative)))
        return { absolute, absent: true };
    }
    return { absolute, absent: false };
  }

  async #lookOnce(folder: string, subject: string): Promise<boolean> {
    const running = this.#looks.get(folder);
    // Its error names another file: this one looks for itself.
    if (running !== undefined) return running.catch(() => this.#look(folder, subject));
    const mine = this.#look(folder, subject).finally(() => this.#looks.delete(folder));
    this.#looks.set(folder, mine);
    return mine;
  }

  /** Looks at one folder; tells whether it is there. */
  async #look(folder: string, subject: string): Promise<boolean> {
    try {
      if (folder === this.#root) this.#realRoot = await realpath(folder);
      else if ((await lstat(folder)).isSymbolicLink()) await this.#followLink(folder, subject);
    } catch (error) {
      if (errorCodesOf(error).includes("ENOENT")) {
        if (this.#options.readOnly === true) remember(this.#absent, folder);
        return false;
      }
      throw fsError(error, folder);
    }
    remember(this.#checked, folder);
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

function remember(folders: Set<string>, folder: string): void {
  if (folders.size >= rememberedLimit) folders.clear();
  folders.add(folder);
}
