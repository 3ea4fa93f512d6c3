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
  #isWhole: boolean;

  private constructor(root: string, journal: Journal, isWhole: boolean) {
    this.#root = root;
    this.#journal = journal;
    this.#isWhole = isWhole;
  }

  /**
   * Looks at the journal as it is before this run; nothing where there is none.
   *
   * @param isWhole Whether all of a project is pulled, so that what is listed nowhere is gone.
   */
  static async open(root: string, isWhole: boolean): Promise<VanishedFiles | undefined> {
    const path = join(root, ".scanferry/journal.ndjson");
    if ((await stat(path).catch(() => undefined)) === undefined) return undefined;
    return new VanishedFiles(root, await openJournal(path, { readOnly: true }), isWhole);
  }

  /** Enters a resource whose list was read whole. */
  async enter(resource: string, paths: AsyncIterable<{ path: string }>): Promise<void> {
    for await (const { path } of paths) this.#listed.set(`${resource}/${path}`, 1);
    this.#groups.set(resource, 1);
  }

  /** Something could not be listed, or was left out: what is listed nowhere may still be there. */
  markPartial(): void {
    this.#isWhole = false;
  }

  /**
   * The files that stand here and that the server no longer lists: of resources whose lists this run has read, and of anything else in a project that was read
   * whole.
   *
   * @param project Its ID.
   * @param isAsked Whether a file was asked for, by its path below its resource; of the others nothing is known this time.
   */
  async *items(
    project: string | undefined,
    isAsked: (path: string) => boolean = () => true,
  ): AsyncGenerator<SettledItem, void, undefined> {
    // A file may have come to several places, and a place may have had several files: the last one counts.
    const newest = new HashTable();
    for await (const { record, position } of this.#journal.entries())
      if (isKnown(record)) newest.set(record.path, position.offset);
    const within = this.#isWhole && project !== undefined ? `${project}/` : undefined;
    for await (const { record, position } of this.#journal.entries()) {
      if (!isKnown(record) || newest.get(record.path) !== position.offset) continue;
      if (!this.#isMissing(record.id, within, isAsked)) continue;
      const found = await stat(join(this.#root, record.path)).catch(() => undefined);
      if (found?.isFile() === true) yield vanished(record);
    }
  }

  /** A resource's name has three names in a project, four in a subject, five in a session. */
  #isMissing(id: string, within: string | undefined, isAsked: (path: string) => boolean): boolean {
    if (this.#listed.get(id) !== undefined) return false;
    const names = id.split("/");
    const isOfListed = [3, 4, 5].some(
      (count) =>
        names.length > count &&
        this.#groups.get(names.slice(0, count).join("/")) !== undefined &&
        isAsked(names.slice(count).join("/")),
    );
    if (isOfListed || within === undefined || !id.startsWith(within)) return isOfListed;
    // The archive of a resource that is listed is as good as ever.
    return this.#groups.get(id.replace(/\.zip$/, "")) === undefined;
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
