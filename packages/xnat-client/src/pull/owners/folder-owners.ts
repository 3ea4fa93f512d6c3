import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { HashTable, fingerprint, foldPath } from "@scanferry/transfer";

import type { FolderStep } from "../layout/layout.js";
import { FolderNotes, type FolderNote } from "./folder-notes.js";
import type { FolderOwner } from "./owners.js";

/** What a resource may not share. */
export interface TakenFolder {
  /** Below the output folder. */
  folder: string;
  /** What would have had it; absent for a folder that stands for nothing, such as `resources`. */
  owner: FolderOwner | undefined;
  /** Whether it was taken by an earlier run and not by this one. */
  isEarlier: boolean;
}

const recentLimit = 1024;

/**
 * Sees to it that each folder that stands for a subject, a session, a scan or a resource is of one of them alone: within a run, and across runs by
 * `.scanferry/folders.ndjson`. Labels are given to others, or become one on a disk; accession IDs do not. A folder that somebody has moved away or emptied
 * is free again. There are 16 bytes per folder in memory, no text.
 */
export class FolderOwners {
  readonly #root: string;
  readonly #notes: FolderNotes;
  readonly #isReadOnly: boolean;
  /** By folded path, a number for the owner; a negative one where an earlier run noted it and this one has not come by. */
  readonly #owners = new HashTable();
  /** Folders that were claimed lately: most resources lie beside the one before. */
  readonly #recent = new Set<string>();

  private constructor(root: string, notes: FolderNotes, isReadOnly: boolean) {
    this.#root = root;
    this.#notes = notes;
    this.#isReadOnly = isReadOnly;
  }

  /** Reads what earlier runs noted; nothing where nothing is noted. */
  static async open(root: string, { isReadOnly }: { isReadOnly: boolean }): Promise<FolderOwners> {
    const owners = new FolderOwners(root, await FolderNotes.open(root), isReadOnly);
    try {
      for await (const note of owners.#notes.read()) owners.#load(note);
      return owners;
    } catch (error) {
      await owners.close();
      throw error;
    }
  }

  #load({ folder, owner }: FolderNote): void {
    const names = foldPath(folder).split("/");
    this.#owners.set(names.join("/"), -fingerprint(owner));
    // Folders that stand for nothing are not noted by themselves.
    for (let depth = names.length - 1; depth > 0; depth--) {
      const outer = names.slice(0, depth).join("/");
      if (this.#owners.get(outer) !== undefined) break;
      this.#owners.set(outer, -fingerprint(""));
    }
  }

  /** Takes the folders of a resource, all or none; gives the one that is another's. Calls must not overlap. */
  async claim(steps: readonly FolderStep[]): Promise<TakenFolder | undefined> {
    const taken: { path: string; folded: string; value: number }[] = [];
    const notes: FolderNote[] = [];
    let folder = "";
    // What comes behind the last thing's folder lies in it, and is nobody else's.
    const end = steps.findLastIndex(({ owner }) => owner !== undefined) + 1;
    for (const { name, owner } of steps.slice(0, end)) {
      folder = folder === "" ? name : `${folder}/${name}`;
      const path = `${folder}\n${owner?.key ?? ""}`;
      if (this.#recent.has(path)) continue;
      const folded = foldPath(folder);
      const value = fingerprint(owner?.key ?? "");
      const known = this.#owners.get(folded);
      taken.push({ path, folded, value });
      if (known !== undefined && Math.abs(known) === value) continue;
      if (known !== undefined && (known > 0 || !(await this.#isFree(folded))))
        return { folder, owner, isEarlier: known < 0 };
      if (owner !== undefined) notes.push({ folder, owner: owner.key });
    }
    if (this.#recent.size > recentLimit) this.#recent.clear();
    for (const { path, folded, value } of taken) {
      this.#owners.set(folded, value);
      this.#recent.add(path);
    }
    if (notes.length > 0 && !this.#isReadOnly) await this.#notes.add(notes);
    return undefined;
  }

  /** Whether nothing of an earlier run is left in a folder. */
  async #isFree(folded: string): Promise<boolean> {
    const folder = await this.#notes.spelling(folded);
    if (folder === undefined) return true;
    const names = await readdir(join(this.#root, folder)).catch(() => []);
    return names.length === 0;
  }

  /** From now on claims are written down. @throws {@link ScanferryError} `local/busy`, `local/denied`, `local/no-space` */
  async begin(): Promise<void> {
    if (!this.#isReadOnly) await this.#notes.begin();
  }

  async close(): Promise<void> {
    await this.#notes.close();
  }
}
