import { throwIfAborted } from "../errors/aborted.js";
import type { TransferResult } from "../events/transfer-result.js";
import type { PartNote } from "../files/part-note.js";
import { tryItem } from "../moving/try-item.js";
import { sizeMismatch } from "../streams/counted-body.js";
import { checkFile } from "./check-file.js";
import { closeBody } from "./close-body.js";
import { claimTarget, isReadOnly, placeOf, type DownloadContext, type Place } from "./download-context.js";
import { earlierPlace } from "./earlier-place.js";
import { fetchedAgain } from "./fetched-again.js";
import { enterFound, lookLocally, type PresentFile } from "./local-file.js";
import { announcedDigest, continuedFromBytes, isVersioned, openOrRestart } from "./open-or-restart.js";
import { soundSince } from "./sound-date.js";
import { storeBody, type Stored } from "./store-body.js";
import type { FileItem, Opened } from "./transfer-item.js";

/** Brings one file to its place. */
export async function downloadFile(
  context: DownloadContext,
  item: FileItem,
  signal: AbortSignal,
): Promise<TransferResult> {
  const internal = item.internal === true;
  const place = await placeOf(context, claimTarget(context, item.target, { internal }));
  const earlier = await earlierPlace(context, item.id, place, signal);
  const result = await bringFile(context, item, place, signal);
  if (earlier !== undefined) context.renamed.add(item.id);
  return result;
}

/**
 * Brings one file to a place that is claimed. With `ask`, the server is asked with the validator where the plan alone would have said
 * that the local file is still right.
 */
export async function bringFile(
  context: DownloadContext,
  item: FileItem,
  place: Place,
  signal: AbortSignal,
  { ask = false } = {},
): Promise<TransferResult> {
  const { options, renewal, emit } = context;
  const compare = item.compare === true;
  const result = (
    status: TransferResult["status"],
    bytes: number,
    known: { sha256?: string; etag?: string } = {},
  ): TransferResult => ({
    id: item.id,
    target: place.relative,
    action: item.action ?? "download",
    status,
    bytes,
    ...(known.sha256 === undefined ? {} : { sha256: known.sha256 }),
    ...(known.etag === undefined ? {} : { etag: known.etag }),
  });
  const local = await lookLocally(context, place, item, signal);
  const standing = local.status === "present" ? local : undefined;
  const right = standing?.unchanged === true && !ask ? standing : undefined;
  if (isReadOnly(options)) {
    if (right !== undefined) return result("unchanged", right.bytes, right.known);
    if (options.check === true && standing !== undefined)
      return checkFile(context, item, place, standing, signal, result);
    return result("planned", item.sizeBytes ?? 0);
  }
  const found = async (file: PresentFile): Promise<TransferResult> =>
    result("unchanged", file.bytes, await enterFound(context, place, item, file, signal));
  const ended =
    right !== undefined
      ? await found(right)
      : await tryItem(
          item.id,
          async ({ wrongBytes }) => {
            throwIfAborted(signal);
            const opened = await openOrRestart(
              item,
              place,
              // What is another file by its digest is not asked for by its date: the new one may be older.
              standing?.differs === true ? undefined : standing?.known,
              wrongBytes || compare,
              signal,
            ).catch((error: unknown) => {
              throw item.resumable === false || compare ? fetchedAgain(error) : error;
            });
            if (opened.status !== "unchanged") {
              const stored = await storeOpened(context, item, place, opened, standing?.bytes, signal);
              return result(stored.status, stored.bytes, stored);
            }
            // Without a file, the word is refused above: nothing was known to ask with.
            return standing === undefined ? result("unchanged", 0) : found(standing);
          },
          { options, signal, renewal, emit },
        );
  context.present.set(place.relative, 1);
  await item.stored?.({
    path: place.absolute,
    target: place.relative,
    status: ended.status === "done" ? "done" : "unchanged",
    bytes: ended.bytes,
    ...(ended.etag === undefined ? {} : { etag: ended.etag }),
  });
  return ended;
}

async function storeOpened(
  context: DownloadContext,
  item: FileItem,
  place: Place,
  opened: Exclude<Opened, { status: "unchanged" }>,
  localBytes: number | undefined,
  signal: AbortSignal,
): Promise<Stored> {
  const { etag, lastModified, date } = opened;
  const expect = { ...item.expect, ...opened.expect };
  const sizeBytes = opened.sizeBytes ?? item.sizeBytes;
  if (opened.sizeBytes !== undefined && item.sizeBytes !== undefined && opened.sizeBytes !== item.sizeBytes) {
    await closeBody(opened.body);
    throw sizeMismatch(item.sizeBytes, opened.sizeBytes, "answer", false);
  }
  const digest = announcedDigest({ expect });
  const origin = item.origin === undefined ? {} : { origin: item.origin };
  const note: PartNote = {
    id: item.id,
    ...origin,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(date === undefined ? {} : { date }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(digest === undefined ? {} : { digest }),
  };
  const continuable =
    item.compare !== true &&
    item.resumable !== false &&
    (isVersioned(note) || digest !== undefined) &&
    (sizeBytes ?? Number.POSITIVE_INFINITY) >= continuedFromBytes;
  // What the answer says of itself comes first: since the plan was made, the file may have got a new version. Where the answer says
  // nothing, the plan's version is kept, or a later version of the same length would pass for this one.
  const version = etag ?? expect.etag;
  const since = soundSince(lastModified, date);
  return storeBody(context, place, {
    id: item.id,
    ...origin,
    action: item.action ?? "download",
    fromByte: opened.status === "partial" ? (opened.fromByte ?? 0) : 0,
    expect,
    body: opened.body,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(version === undefined ? {} : { etag: version }),
    ...(since === undefined ? {} : { lastModified: since }),
    ...(item.checks === undefined ? {} : { checks: item.checks }),
    ...(continuable ? { note } : {}),
    ...(localBytes === undefined ? {} : { localBytes }),
    ...(item.keepOther === true
      ? { beforeReplace: () => context.replaced.keep(context, place, signal) }
      : {}),
  });
}
