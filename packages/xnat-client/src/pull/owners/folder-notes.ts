import { join } from "node:path";
import { HashTable, foldPath, openJournal, type Journal } from "@scanferry/transfer";

/** Whose a folder is. */
export interface FolderNote {
  /** Below the output folder, in the spelling that it has here. */
  folder: string;
  owner: string;
}

/** Where they are kept, below the output folder. */
const file = ".scanferry/folders.ndjson";

/** The list on disk of whose each folder is. A later line about a folder counts. */
export class FolderNotes {
  readonly #path: string;
  /** The list as it was before this run. */
  readonly #before: Journal;
  #journal: Journal | undefined;
  #offsets: HashTable | undefined;
  /** What waits until something may be written. */
  #pending: FolderNote[] = [];

  private constructor(path: string, before: Journal) {
    this.#path = path;
    this.#before = before;
  }

  static async open(root: string): Promise<FolderNotes> {
    const path = join(root, file);
    return new FolderNotes(path, await openJournal(path, { readOnly: true }));
  }

  /** What earlier runs noted, oldest first. */
  async *read(): AsyncGenerator<FolderNote, void, undefined> {
    for await (const record of this.#before.read()) if (isFolderNote(record)) yield record;
  }

  /** The spelling on disk of a folded path, or of its folders, that an earlier run noted. */
  async spelling(folded: string): Promise<string | undefined> {
    this.#offsets ??= await this.#findAll();
    const offset = this.#offsets.get(folded);
    const record = offset === undefined ? undefined : await this.#before.at(offset);
    if (!isFolderNote(record)) return undefined;
    return record.folder.split("/").slice(0, folded.split("/").length).join("/");
  }

  async #findAll(): Promise<HashTable> {
    const offsets = new HashTable();
    for await (const { record, position } of this.#before.entries()) {
      if (!isFolderNote(record)) continue;
      const names = foldPath(record.folder).split("/");
      offsets.set(names.join("/"), position.offset);
      for (let depth = names.length - 1; depth > 0; depth--) {
        const outer = names.slice(0, depth).join("/");
        if (offsets.get(outer) !== undefined) break;
        offsets.set(outer, position.offset);
      }
    }
    return offsets;
  }

  /** Adds lines; they are in the file when the promise resolves, or when {@link begin} was called. */
  async add(notes: readonly FolderNote[]): Promise<void> {
    const journal = this.#journal;
    if (journal === undefined) this.#pending.push(...notes);
    else await Promise.all(notes.map((note) => journal.append(note)));
  }

  /** From now on lines are written. @throws {@link ScanferryError} `local/busy`, `local/denied`, `local/no-space` */
  async begin(): Promise<void> {
    this.#journal = await openJournal(this.#path);
    await this.add(this.#pending);
    this.#pending = [];
  }

  async close(): Promise<void> {
    await this.#before.close();
    await this.#journal?.close();
  }
}

function isFolderNote(record: unknown): record is FolderNote {
  const { folder, owner } = (record ?? {}) as Partial<FolderNote>;
  return typeof folder === "string" && typeof owner === "string";
}
