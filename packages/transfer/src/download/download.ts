import { join, resolve } from "node:path";

import { toScanferryError } from "../errors/to-scanferry-error.js";
import type { TransferResult } from "../events/transfer-result.js";
import { addToSummary, emptySummary } from "../flow/collect.js";
import { runPoolMany } from "../flow/run-pool.js";
import { KnownItems } from "../journal/known-items.js";
import { openJournal, type Journal } from "../journal/open-journal.js";
import type { MoveOptions } from "../moving/move-options.js";
import { Renewal } from "../moving/renewal.js";
import { isFatal } from "../moving/try-item.js";
import { FolderGuard } from "../paths/folder-guard.js";
import { PathClaims } from "../paths/path-claims.js";
import type { ContentCheck } from "../verify/content-check.js";
import { downloadBundle } from "./download-bundle.js";
import type { DownloadContext } from "./download-context.js";
import { downloadFile } from "./download-file.js";
import { isBundle, type TransferItem } from "./transfer-item.js";

/** Options of {@link download}. */
export interface DownloadOptions extends MoveOptions {
  /** Checks of the content where an item brings none of its own. @default {@link defaultChecks} */
  checks?: readonly ContentCheck[];
  /** Whether the SHA-256 of each file is computed for the journal and the result. @default true */
  sha256?: boolean;
  /** The journal: one that is open already, or `false` for none. @default `.scanferry/journal.ndjson` below the output folder */
  journal?: Journal | false;
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
  for (const own of ["journal.ndjson", "journal.ndjson.lock"]) claims.claim(`.scanferry/${own}`);
  try {
    const context: DownloadContext = {
      folder: new FolderGuard(root, { readOnly: options.dryRun === true }),
      options,
      claims,
      known: journal === undefined ? undefined : await KnownItems.of(journal),
      renewal:
        renew === undefined ? undefined : new Renewal(() => renew({ signal: options.signal ?? stop.signal })),
      emit,
      now,
    };
    const results = runPoolMany<TransferItem, TransferResult>(
      items,
      (item, { signal }, push) => bring(context, item, signal, push),
      options,
    );
    for await (const result of results) {
      addToSummary(summary, result);
      emit({ type: "result", ...result });
      yield result;
    }
  } finally {
    stop.abort();
    emit({ type: "summary", ...summary, ms: now() - begunMs });
    if (journal !== options.journal) await journal?.close();
  }
}

async function journalOf(root: string, options: DownloadOptions): Promise<Journal | undefined> {
  if (options.journal === false) return undefined;
  if (options.journal !== undefined) return options.journal;
  return openJournal(join(root, ".scanferry", "journal.ndjson"), {
    mode: 0o600,
    readOnly: options.dryRun === true,
  });
}

async function bring(
  context: DownloadContext,
  item: TransferItem,
  signal: AbortSignal,
  push: (result: TransferResult) => Promise<void>,
): Promise<void> {
  const { id, target, sizeBytes } = item;
  context.emit({
    type: "plan",
    id,
    target,
    action: "download",
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
  });
  try {
    if (isBundle(item)) await downloadBundle(context, item, signal, push);
    else await push(await downloadFile(context, item, signal));
  } catch (caught) {
    const error = toScanferryError(caught);
    if (isFatal(error)) throw error;
    await push({ id, target, action: "download", status: "failed", bytes: 0, error });
  }
}
