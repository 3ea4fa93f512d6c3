import { throwIfAborted } from "../errors/aborted.js";
import type { ScanferryError } from "../errors/scanferry-error.js";
import { toScanferryError } from "../errors/to-scanferry-error.js";
import type { TransferResult } from "../events/transfer-result.js";
import { isFatal, tryItem } from "../moving/try-item.js";
import { HashTable } from "../paths/hash-table.js";
import { safePath } from "../paths/safe-path.js";
import { drain } from "../streams/drain.js";
import { claimTarget, isReadOnly, placeOf, type DownloadContext } from "./download-context.js";
import { earlierPlace } from "./earlier-place.js";
import { enterFound, lookLocally } from "./local-file.js";
import { storeBody } from "./store-body.js";
import type { BundleEntry, BundleItem } from "./transfer-item.js";

type Push = (result: TransferResult) => Promise<void>;

const action = "download";

/** Brings the files of a bundle to their places. A cut bundle is read again from its start; files that are finished are passed over. */
export async function downloadBundle(
  context: DownloadContext,
  item: BundleItem,
  signal: AbortSignal,
  push: Push,
): Promise<void> {
  const { options, renewal, emit } = context;
  if (isReadOnly(options)) {
    return push({ id: item.id, target: item.target, action, status: "planned", bytes: item.sizeBytes ?? 0 });
  }
  const finished = new HashTable();
  const claimed = new HashTable();
  await tryItem(
    item.id,
    async ({ wrongBytes }) => {
      let count = 0;
      const seen = new HashTable();
      for await (const entry of item.entries({ signal })) {
        throwIfAborted(signal);
        count++;
        // A name that comes twice in one pass is two entries; the second one clashes with the first and is reported so.
        const times = (seen.get(entry.path) ?? 0) + 1;
        seen.set(entry.path, times);
        const key = times === 1 ? entry.path : `${entry.path}\0${String(times)}`;
        if (finished.get(key) !== undefined) {
          await drain(entry.body);
          continue;
        }
        const result = await bringEntry(
          context,
          item,
          entry,
          { key, claimed, lastChance: wrongBytes },
          signal,
        );
        finished.set(key, 1);
        await push(result);
      }
      if (count === 0) await push({ id: item.id, target: item.target, action, status: "done", bytes: 0 });
    },
    { options, signal, renewal, emit },
  );
}

/** Errors of this one file, after which the bundle can be read on. */
function concernsEntry(error: ScanferryError, lastChance: boolean): boolean {
  if (isFatal(error)) return false;
  if (error.code === "data/unsafe-path" || error.code.startsWith("local/")) return true;
  return lastChance && (error.code === "data/checksum-mismatch" || error.code === "data/corrupt");
}

async function bringEntry(
  context: DownloadContext,
  item: BundleItem,
  entry: BundleEntry,
  tries: { key: string; claimed: HashTable; lastChance: boolean },
  signal: AbortSignal,
): Promise<TransferResult> {
  const id = `${item.id}/${entry.path}`;
  let target = item.target === "" ? entry.path : `${item.target}/${entry.path}`;
  const result = (
    status: TransferResult["status"],
    bytes: number,
    known: { sha256?: string; etag?: string } = {},
  ): TransferResult => ({
    id,
    target,
    action,
    status,
    bytes,
    ...(known.sha256 === undefined ? {} : { sha256: known.sha256 }),
    ...(known.etag === undefined ? {} : { etag: known.etag }),
  });
  try {
    // By itself first: behind a folder, an absolute path would look like a relative one.
    safePath(entry.path);
    // In a second try of the bundle, the place is this entry's own already.
    target = claimTarget(context, target, { claimed: tries.claimed.get(tries.key) !== undefined });
    tries.claimed.set(tries.key, 1);
    const place = await placeOf(context, target);
    const { origin, sizeBytes, expect = {} } = entry;
    const earlier = await earlierPlace(context, id, place, signal);
    const exclusive = item.exclusive ?? true;
    const wanted = {
      id,
      expect,
      exclusive,
      ...(origin === undefined ? {} : { origin }),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
    };
    const local = await lookLocally(context, place, wanted, signal);
    if (local.status === "present" && local.unchanged) {
      await drain(entry.body);
      const known = await enterFound(context, place, wanted, local, signal);
      context.present.set(target, 1);
      if (earlier !== undefined) context.renamed.add(id);
      return result("unchanged", local.bytes, known);
    }
    const stored = await storeBody(context, place, {
      id,
      action,
      fromByte: 0,
      expect,
      body: entry.body,
      ...(origin === undefined ? {} : { origin }),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      ...(expect.etag === undefined ? {} : { etag: expect.etag }),
      ...(entry.checks === undefined ? {} : { checks: entry.checks }),
      ...(local.status === "present" ? { localBytes: local.bytes } : {}),
    });
    context.present.set(target, 1);
    if (earlier !== undefined) context.renamed.add(id);
    return result(stored.status, stored.bytes, stored);
  } catch (caught) {
    const error = toScanferryError(caught);
    if (!concernsEntry(error, tries.lastChance)) throw error;
    await drain(entry.body).catch(() => undefined);
    return { ...result("failed", 0), error };
  }
}
