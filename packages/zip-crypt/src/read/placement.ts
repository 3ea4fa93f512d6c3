import { randomBytes } from "node:crypto";
import { lstat, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { resolveInside } from "@scanferry/transfer";
import { checkedTarget } from "./checked-target.js";
import { MadeFolders } from "./made-folders.js";
import type { RandomAccess } from "./random-access.js";
import { type ReadZipOptions, readZipEntries } from "./read-zip-entries.js";
import type { ZipEntry } from "./zip-entry.js";

/**
 * Gives the unpacked files their names, and can take that back. A file that is replaced waits under a hidden name in
 * its own folder, which is on the same disk. The hidden names follow from the number of the entry: reading the
 * directory again saves a list of them.
 */
export class Placement {
  readonly folders = new MadeFolders();
  readonly #folder: string;
  readonly #run = randomBytes(6).toString("hex");
  #placed = 0;
  #replaced = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Puts the next entry of the archive in place. */
  async put(entry: ZipEntry, staging: string): Promise<void> {
    const target = checkedTarget(entry);
    const path = await resolveInside(this.#folder, target);
    if (entry.isDirectory) await this.folders.make(path);
    else {
      await this.folders.make(dirname(path));
      await this.#replace(path, join(staging, target));
    }
    this.#placed += 1;
  }

  /** Removes what was replaced. From here on nothing can be taken back, so a copy that cannot go is no failure. */
  async keep(source: RandomAccess, options: ReadZipOptions): Promise<void> {
    if (this.#replaced === 0) return;
    await this.#each(source, options, async (_path, aside) => {
      await rm(aside, { force: true });
    });
  }

  /** Takes all away again and puts back what was replaced; what cannot be put back keeps its hidden name. */
  async takeBack(source: RandomAccess, options: ReadZipOptions): Promise<void> {
    try {
      if (this.#placed === 0) return;
      await this.#each(source, options, async (path, aside) => {
        if (await isReplaceable(aside)) await rename(aside, path);
        else await rm(path, { force: true });
      });
    } finally {
      await this.folders.remove();
    }
  }

  async #replace(path: string, unpacked: string): Promise<void> {
    // A folder that has come since the check must stay: without a step aside the next line fails on it.
    if (!(await isReplaceable(path))) return rename(unpacked, path);
    const aside = this.#aside(path, this.#placed);
    await rename(path, aside);
    try {
      await rename(unpacked, path);
    } catch (error) {
      await rename(aside, path);
      throw error;
    }
    this.#replaced += 1;
  }

  #aside(path: string, index: number): string {
    return join(dirname(path), `.scanferry-replaced-${this.#run}-${String(index)}`);
  }

  /** Goes through the files in place; one that fails does not keep the others from their turn. */
  async #each(
    source: RandomAccess,
    { limits = {} }: ReadZipOptions,
    step: (path: string, aside: string) => Promise<void>,
  ): Promise<void> {
    let index = 0;
    // Without the signal: a call that was stopped has to clean up too.
    for await (const entry of readZipEntries(source, { limits })) {
      if (index >= this.#placed) return;
      const number = index++;
      if (entry.isDirectory) continue;
      try {
        const path = await resolveInside(this.#folder, checkedTarget(entry));
        await step(path, this.#aside(path, number));
      } catch {
        continue;
      }
    }
  }
}

async function isReplaceable(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}
