import { join } from "node:path";
import { HashTable, openJournal, throwIfAborted, type FileItem, type Opened } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";
import { wholeOnDisk } from "../whole/whole-on-disk.js";
import { findSidecars } from "./find-sidecars.js";
import { isConstantEtag, KnownEtags, sidecarOwner } from "./known-etags.js";
import { forgetReplaced, readSidecar, removeSidecar, writeSidecar } from "./sidecar-file.js";

/** How far the ETag of a file can be relied on. */
export interface SidecarOptions {
  /**
   * Whether the server's ETag of this kind of file means something (wire/loris.md §3). Without it, the file is always
   * fetched and compared. @default true
   */
  meaningful?: boolean;
}

/** What a store is opened for. */
export interface SidecarStoreOptions {
  /** Output folder, absolute. */
  root: string;
  type: "bids" | "minc";
  /** Whether sidecars are written. */
  write: boolean;
  /** Reads the selected images; their folders are searched for sidecars. */
  images(): AsyncIterable<PlannedImage>;
  signal?: AbortSignal | undefined;
}

/**
 * The `.NAME.etag` files beside the data, read and written as the PREVENT-AD notebook does. Before the first file, the journal and the
 * sidecars of files that the journal does not know are read once, because an ETag that two files share must be trusted for neither.
 */
export class SidecarStore {
  readonly #options: SidecarStoreOptions;
  readonly #etags = new KnownEtags();
  /** Paths that the journal has seen. */
  readonly #journaled = new HashTable();

  private constructor(options: SidecarStoreOptions) {
    this.#options = options;
  }

  /**
   * Reads what is there.
   *
   * @throws {@link ScanferryError} `aborted`
   */
  static async open(options: SidecarStoreOptions): Promise<SidecarStore> {
    const store = new SidecarStore(options);
    await store.#readJournal();
    for await (const target of findSidecars(options)) {
      if (store.#journaled.get(target) !== undefined) continue;
      const etag = await readSidecar(join(options.root, target));
      if (etag !== undefined) store.#etags.note(sidecarOwner(target), etag);
    }
    return store;
  }

  /** Adds `adopt` and `stored` to an item, or `compare` where its ETag means nothing, and keeps ETags that mean nothing out of its `open`. */
  attach(item: FileItem, options: SidecarOptions = {}): FileItem {
    const { id, target } = item;
    if (options.meaningful === false) {
      return {
        ...item,
        compare: true,
        open: async ({ fromByte, signal }) => withoutEtag(await item.open({ fromByte, signal })),
        stored: forgetReplaced,
      };
    }
    // Spread into one literal with these functions, every item would outlive its time in V8 and be collected late: 80 MB per 100,000 images.
    return Object.assign({}, item, {
      open: async ({ knownEtag, ...request }) => {
        const trusted = knownEtag !== undefined && this.#etags.note(id, knownEtag, sidecarOwner(target));
        const opened = await item.open(trusted ? { ...request, knownEtag } : request);
        const told = opened.status === "unchanged" ? undefined : opened.etag;
        return told !== undefined && isConstantEtag(told) ? withoutEtag(opened) : opened;
      },
      adopt: async ({ path, signal }) => {
        // A file that the journal knows and that is another one now was changed here: a sidecar says nothing of it.
        if (this.#journaled.get(target) !== undefined) return undefined;
        const etag = await readSidecar(path);
        if (etag === undefined || !this.#etags.note(id, etag, sidecarOwner(target))) return undefined;
        return (await wholeOnDisk(path, { signal })) ? { etag } : undefined;
      },
      stored: async (file) => {
        const { path, etag } = file;
        if (etag === undefined || !this.#etags.note(id, etag, sidecarOwner(target)))
          await forgetReplaced(file);
        else if (this.#options.write) await writeSidecar(path, etag);
      },
    } satisfies Partial<FileItem>);
  }

  /** Removes the sidecars whose ETag turned out to belong to several files, those that were written before it was seen too. */
  async removeShared(): Promise<void> {
    const { root, write } = this.#options;
    if (!write || this.#etags.sharedCount === 0) return;
    for await (const target of findSidecars(this.#options)) {
      const path = join(root, target);
      const etag = await readSidecar(path);
      if (etag !== undefined && this.#etags.isShared(etag)) await removeSidecar(path);
    }
  }

  async #readJournal(): Promise<void> {
    const journal = await openJournal(join(this.#options.root, ".scanferry", "journal.ndjson"), {
      readOnly: true,
    });
    try {
      for await (const record of journal.read()) {
        throwIfAborted(this.#options.signal);
        const { id, path, etag } = (record ?? {}) as Partial<Record<"id" | "path" | "etag", unknown>>;
        if (typeof id !== "string" || typeof path !== "string") continue;
        this.#journaled.set(path, 1);
        if (typeof etag === "string") this.#etags.note(id, etag);
      }
    } finally {
      await journal.close();
    }
  }
}

function withoutEtag(opened: Opened): Opened {
  if (opened.status === "unchanged") return opened;
  const { etag: _, ...rest } = opened;
  return rest;
}
