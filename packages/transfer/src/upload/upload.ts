import { toScanferryError } from "../errors/to-scanferry-error.js";
import type { TransferResult } from "../events/transfer-result.js";
import { addToSummary, emptySummary } from "../flow/collect.js";
import { runPool } from "../flow/run-pool.js";
import { KnownItems } from "../journal/known-items.js";
import type { Journal } from "../journal/open-journal.js";
import type { MoveOptions } from "../moving/move-options.js";
import { Renewal } from "../moving/renewal.js";
import { isFatal } from "../moving/try-item.js";
import { uploadFile, type UploadContext } from "./upload-file.js";
import type { UploadItem } from "./upload-item.js";

/** Options of {@link upload}. */
export interface UploadOptions extends MoveOptions {
  /** Keeps what was sent, so that a second run does not send it again. The caller opens and closes it. @default none */
  journal?: Journal;
}

/**
 * Sends items to a server: each body is counted, hashed and streamed into the item's sink, and what the server then says it has
 * is compared with what was sent. An item that fails is a result record; the others go on.
 *
 * @throws {@link ScanferryError} `auth/rejected`, `local/no-space`, `aborted`
 * @example
 * ```ts
 * const item = { id: "a", target: "/a.zip", sizeBytes, open: () => createReadStream("a.zip"), put: async () => httpSink(http, "/a.zip") };
 * const { done } = await collect(upload([item], { concurrency: 2 }));
 * ```
 */
export async function* upload(
  items: AsyncIterable<UploadItem> | Iterable<UploadItem>,
  options: UploadOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  const now = options.now ?? Date.now;
  const begunMs = now();
  const emit = options.onEvent ?? (() => undefined);
  const summary = emptySummary();
  const stop = new AbortController();
  const { renew, journal } = options;
  try {
    const context: UploadContext = {
      options,
      known: journal === undefined ? undefined : await KnownItems.of(journal),
      renewal:
        renew === undefined ? undefined : new Renewal(() => renew({ signal: options.signal ?? stop.signal })),
      emit,
      now,
    };
    for await (const result of runPool(items, (item, { signal }) => bring(context, item, signal), options)) {
      addToSummary(summary, result);
      emit({ type: "result", ...result });
      yield result;
    }
  } finally {
    stop.abort();
    emit({ type: "summary", ...summary, ms: now() - begunMs });
  }
}

async function bring(context: UploadContext, item: UploadItem, signal: AbortSignal): Promise<TransferResult> {
  const { id, target, sizeBytes } = item;
  context.emit({
    type: "plan",
    id,
    target,
    action: "upload",
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
  });
  try {
    return await uploadFile(context, item, signal);
  } catch (caught) {
    const error = toScanferryError(caught);
    if (isFatal(error)) throw error;
    return { id, target, action: "upload", status: "failed", bytes: 0, error };
  }
}
