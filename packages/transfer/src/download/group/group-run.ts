import { dirname } from "node:path";

import type { ScanferryError } from "../../errors/scanferry-error.js";
import type { TransferResult } from "../../events/transfer-result.js";
import { openTempFile } from "../../files/temp-files.js";
import { HashTable, fingerprint } from "../../paths/hash-table.js";
import { ownFolder, type DownloadContext } from "../download-context.js";
import type { GroupItem, ListedFile } from "../group-item.js";
import { AbsentFolders } from "./absent-folders.js";
import { fileState, type WantedFile } from "./wanted-file.js";
import { WantedFiles } from "./wanted-files.js";

/** The folder below the output folder for what does not fit into memory. */
export const tempFolder = `${ownFolder}/tmp`;

/** So many files whose list may be out of date are remembered with their errors; further ones fail at once. */
const doubtfulLimit = 256;

/** What is known of a listed file besides its name: where it changes, the file is another one. */
export function factsOf({ origin, sizeBytes, expect, target, source }: ListedFile): string {
  return JSON.stringify([origin, sizeBytes, expect?.md5, expect?.sha256, expect?.etag, target, source]);
}

type Known = Partial<Pick<TransferResult, "sha256" | "etag" | "error">>;

/** The course of one group: what its steps share. */
export class GroupRun {
  /** The files of the newest list that are to be brought. */
  wanted: WantedFiles;
  /** Whether the stream had entries that are not on the list, or of another length. */
  disagrees = false;
  /** Files that failed in a way that an outdated list would explain. */
  readonly doubtful = new Map<string, { error: ScanferryError; facts: string }>();
  /** Files that only the stream can bring whole. */
  readonly unmeasured = new HashTable();
  /** Folders that are not there while a list is read. */
  absent = new AbsentFolders();
  readonly #settled = new HashTable();
  /** The ids of the newest list and of the one before it, each with its target. */
  #ids = new HashTable();
  #idsBefore = new HashTable();
  readonly #push: (result: TransferResult) => Promise<void>;

  constructor(
    readonly context: DownloadContext,
    readonly item: GroupItem,
    readonly signal: AbortSignal,
    push: (result: TransferResult) => Promise<void>,
  ) {
    this.#push = push;
    this.wanted = this.#newList();
  }

  /** Begins a new list; gives what was wanted of the one before. */
  beginList(): WantedFiles {
    const before = this.wanted;
    this.wanted = this.#newList();
    this.absent = new AbsentFolders();
    this.#idsBefore = this.#ids;
    this.#ids = new HashTable();
    return before;
  }

  /** Whether this list had the id already; from now on, it has. */
  isRepeated({ id, target }: ListedFile): boolean {
    if (this.isListed(id)) return true;
    this.#ids.set(id, fingerprint(target));
    return false;
  }

  /** Whether the newest list has this id. */
  isListed(id: string): boolean {
    return this.#ids.get(id) !== undefined;
  }

  /** How the list before had the id: not at all, at this target, or at another one. */
  earlier({ id, target }: ListedFile): "new" | "here" | "elsewhere" {
    const before = this.#idsBefore.get(id);
    if (before === undefined) return "new";
    return before === fingerprint(target) ? "here" : "elsewhere";
  }

  /** Whether there is a result for this id. */
  isSettled(id: string): boolean {
    return this.#settled.get(id) !== undefined;
  }

  /** Gives the result of a file. */
  async settle(
    { id, target }: Pick<ListedFile, "id" | "target">,
    status: TransferResult["status"],
    bytes: number,
    { sha256, etag, error }: Known = {},
  ): Promise<void> {
    this.#settled.set(id, 1);
    if (status === "done" || status === "unchanged") this.context.present.set(target, 1);
    await this.#push({
      id,
      target,
      action: this.item.action ?? "download",
      status,
      bytes,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(etag === undefined ? {} : { etag }),
      ...(error === undefined ? {} : { error }),
    });
  }

  /** Gives the result of a wanted file that was brought. */
  async finish(
    file: WantedFile,
    { status, bytes, ...known }: Pick<TransferResult, "status" | "bytes"> & Known,
  ): Promise<void> {
    this.wanted.mark(file, fileState.settled);
    await this.settle(file, status, bytes, known);
  }

  /** Gives the result of a wanted file that failed. */
  async fail(file: WantedFile, error: ScanferryError): Promise<void> {
    await this.finish(file, { status: "failed", bytes: 0, error });
  }

  /** Remembers a failure until the list was read again; tells whether there was room for it. */
  doubt(file: WantedFile, error: ScanferryError): boolean {
    if (this.doubtful.size >= doubtfulLimit) return false;
    this.doubtful.set(file.id, { error, facts: factsOf(file) });
    return true;
  }

  /** Leaves a file to the stream. */
  awaitStream(file: WantedFile): void {
    this.unmeasured.set(file.id, 1);
    this.wanted.mark(file, fileState.pending);
  }

  #newList(): WantedFiles {
    return new WantedFiles(async () => {
      // By the guard, so that no link leads out.
      const { absolute } = await this.context.folder.resolve(`${tempFolder}/rows`);
      return openTempFile(dirname(absolute));
    });
  }
}
