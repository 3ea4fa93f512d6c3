import { stat } from "node:fs/promises";
import { join } from "node:path";
import { HashTable, ScanferryError, openJournal, type Journal, type SettledItem } from "@scanferry/transfer";

/** What the journal of an earlier run says of a file. */
interface Known {
  id: string;
  path: string;
}

/**
 * Finds files that an earlier run brought and that the server no longer lists. They stay where they are: what is gone there may be the last copy here. Of what is
 * listed there are 8 bytes per file, and none in a folder that is filled for the first time.
 */
export class VanishedFiles {
  readonly #root: string;
  readonly #journal: Journal;
  readonly #groups = new HashTable();
  readonly #listed = new HashTable();

  private constructor(root: string, journal: Journal) {
    this.#root = root;
    this.#journal = journal;
  }

  /** Looks at the journal as it is before this run; nothing where there is none. */
  static async open(root: string): Promise<VanishedFiles | undefined> {
    const path = join(root, ".scanferry/journal.ndjson");
    if ((await stat(path).catch(() => undefined)) === undefined) return undefined;
    return new VanishedFiles(root, await openJournal(path, { readOnly: true }));
  }

  /** Enters a resource whose list was read whole. */
  async enter(resource: string, paths: AsyncIterable<{ path: string }>): Promise<void> {
    for await (const { path } of paths) this.#listed.set(`${resource}/${path}`, 1);
    this.#groups.set(resource, 1);
  }

  /** The files that stand here, of resources whose lists this run has read, and that are not in these. */
  async *items(): AsyncGenerator<SettledItem, void, undefined> {
    const said = new HashTable();
    for await (const record of this.#journal.read()) {
      if (!isKnown(record) || !this.#isMissing(record.id) || said.get(record.id) !== undefined) continue;
      said.set(record.id, 1);
      const found = await stat(join(this.#root, record.path)).catch(() => undefined);
      if (found?.isFile() === true) yield vanished(record);
    }
  }

  /** A resource's name has three names in a project, four in a subject, five in a session. */
  #isMissing(id: string): boolean {
    if (this.#listed.get(id) !== undefined) return false;
    const names = id.split("/");
    return [3, 4, 5].some(
      (count) => names.length > count && this.#groups.get(names.slice(0, count).join("/")) !== undefined,
    );
  }

  async close(): Promise<void> {
    await this.#journal.close();
  }
}

function isKnown(record: unknown): record is Known {
  const { id, path } = (record ?? {}) as Partial<Known>;
  return typeof id === "string" && typeof path === "string";
}

function vanished({ id, path }: Known): SettledItem {
  const error = new ScanferryError(
    "remote/not-found",
    "The server no longer lists this file; it was left where it is.",
    {
      hint: "Remove it yourself if it is not wanted any more.",
      subject: id,
    },
  );
  return { kind: "settled", id, target: path, status: "skipped", error };
}
