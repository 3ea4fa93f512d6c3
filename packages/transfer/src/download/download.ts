import { join, resolve } from "node:path";

import { toScanferryError } from "../errors/to-scanferry-error.js";
import type { TransferResult } from "../events/transfer-result.js";
import { addToSummary, emptySummary } from "../flow/collect.js";
import { removeTempFiles } from "../files/temp-files.js";
import { retry } from "../flow/retry.js";
import { runPoolMany } from "../flow/run-pool.js";
import { KnownItems } from "../journal/known-items.js";
import { openJournal, type Journal } from "../journal/open-journal.js";
import { writeManifest } from "../manifest/write-manifest.js";
import type { MoveOptions } from "../moving/move-options.js";
import { Renewal } from "../moving/renewal.js";
import { FolderGuard } from "../paths/folder-guard.js";
import { HashTable } from "../paths/hash-table.js";
import { PathClaims } from "../paths/path-claims.js";
import type { ContentCheck } from "../verify/content-check.js";
import { bringItem } from "./bring-item.js";
import { isReadOnly, ownFolder, type DownloadContext } from "./download-context.js";
import { GroupResources } from "./group/group-resources.js";
import { tempFolder } from "./group/group-run.js";
import { RenamedItems } from "./earlier-place.js";
import { ReplacedFiles } from "./replaced-files.js";
import type { TransferItem } from "./transfer-item.js";

/** Options of {@link download}. */
export interface DownloadOptions extends MoveOptions {
  /** Checks of the content where an item brings none of its own. @default {@link defaultChecks} */
  checks?: readonly ContentCheck[];
  /** Whether the SHA-256 of each file is computed for the journal and the result. @default true */
  sha256?: boolean;
  /** The journal: one that is open already, or `false` for none. @default `.scanferry/journal.ndjson` below the output folder */
  journal?: Journal | false;
  /**
   * Compares without downloading: what is missing is `planned`; what is there is asked for with its validator and is `unchanged` or `planned`.
   * Bodies are left unread, but for items with `compare` and files without a validator, which are compared as they pass. Nothing is written. It goes before `dryRun`. @default false
   */
  check?: boolean;
  /** Whether local files are hashed again before the journal is believed, instead of going by their size and time. @default false */
  checksum?: boolean;
  /**
   * Whether `.scanferry/manifest.ndjson` below the output folder is written at the end, also after failures and aborts:
   * one line per file that stands there and that the journal knows, earlier runs included. @default true when there is a journal
   */
  manifest?: boolean;
  /**
   * Tells whether an item is still there at its origin, by its id. Asked before an item with `exclusive` would take the place of another one's
   * file; `false` lets it. @default every item is
   */
  isListed?: (id: string) => boolean;
}

/**
 * Brings remote files below a folder: each is written to `NAME.part`, counted, verified, flushed and renamed, so that what stands
 * under its real name is whole. Cut parts are continued where the server allows it; files that are still right are `unchanged`.
 * Items are taken one by one as places get free, so that a million of them need no more memory than ten.
 * An item that fails is a result record; the others go on.
 *
 * @throws {@link ScanferryError} `auth/rejected`, `local/no-space`, `aborted`, and `local/busy` when another process works in the folder
 * @example
 * ```ts
 * const items = [{ id: "a", target: "a.txt", open: openFromHttp(http, "/a.txt") }];
 * const { done, failed } = await collect(download(items, "./out", { concurrency: 8 }));
 * ```
 */
export async function* download(
  items: AsyncIterable<TransferItem> | Iterable<TransferItem>,
  dir: string,
  options: DownloadOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  const now = options.now ?? Date.now;
  const begunMs = now();
  const root = resolve(dir);
  const emit = options.onEvent ?? (() => undefined);
  const journal = await journalOf(root, options);
  const summary = emptySummary();
  const stop = new AbortController();
  const { renew } = options;
  const claims = new PathClaims();
  const present = new HashTable();
  const renamed = new RenamedItems();
  const replaced = new ReplacedFiles();
  for (const own of ["journal.ndjson", "journal.ndjson.lock", "manifest.ndjson"])
    claims.claim(`${ownFolder}/${own}`);
  try {
    // The lock of the own journal is held: nobody else works here.
    if (journal !== undefined && !isReadOnly(options)) await removeTempFiles(join(root, tempFolder));
    const context: DownloadContext = {
      folder: new FolderGuard(root, { readOnly: isReadOnly(options) }),
      options,
      claims,
      present,
      renamed,
      replaced,
      groups: new GroupResources(options.concurrency ?? 4, emit),
      known: journal === undefined ? undefined : await KnownItems.of(journal),
      renewal:
        renew === undefined ? undefined : new Renewal(() => renew({ signal: options.signal ?? stop.signal })),
      emit,
      now,
    };
    const results = runPoolMany<TransferItem, TransferResult>(
      items,
      (item, { signal }, push) => bringItem(context, item, signal, push),
      options,
    );
    for await (const result of results) {
      addToSummary(summary, result);
      emit({ type: "result", ...result });
      yield result;
    }
  } finally {
    stop.abort();
    renamed.warn(emit);
    replaced.warn(emit);
    if (journal !== undefined && !isReadOnly(options) && options.manifest !== false)
      await listFiles(root, journal, present, options);
    emit({ type: "summary", ...summary, ms: now() - begunMs });
    if (journal !== options.journal) await journal?.close();
  }
}

async function journalOf(root: string, options: DownloadOptions): Promise<Journal | undefined> {
  if (options.journal === false) return undefined;
  if (options.journal !== undefined) return options.journal;
  return openJournal(join(root, ownFolder, "journal.ndjson"), {
    mode: 0o600,
    readOnly: isReadOnly(options),
  });
}

/** Writes the manifest; that it could not be written must not hide how the transfer ended. */
async function listFiles(
  root: string,
  journal: Journal,
  present: HashTable,
  { sleep, random, onEvent }: DownloadOptions,
): Promise<void> {
  const write = (): Promise<void> => writeManifest(root, journal, (path) => present.get(path) !== undefined);
  try {
    // Idle connections are open files too; where they leave no room for one more, they end within seconds.
    await retry(write, {
      ...(sleep === undefined ? {} : { sleep }),
      ...(random === undefined ? {} : { random }),
    });
  } catch (caught) {
    const { hint } = toScanferryError(caught);
    onEvent?.({
      type: "warning",
      message: "The list of the files (.scanferry/manifest.ndjson) could not be written.",
      ...(hint === undefined ? {} : { hint }),
    });
  }
}
