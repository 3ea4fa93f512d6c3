import { throwIfAborted } from "../errors/aborted.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import type { TransferResult } from "../events/transfer-result.js";
import { readPart, type PartNote } from "../files/part-note.js";
import { sizeMismatch } from "../streams/counted-body.js";
import { tryItem } from "../moving/try-item.js";
import { claimTarget, placeOf, type DownloadContext, type Place } from "./download-context.js";
import { lookLocally } from "./local-file.js";
import { storeBody } from "./store-body.js";
import type { FileItem, Opened } from "./transfer-item.js";

const action = "download";

/** Smaller files are begun anew: writing and removing the note would take longer than their bytes. */
const continuedFromBytes = 128 * 1024;

/** Brings one file to its place. */
export async function downloadFile(
  context: DownloadContext,
  item: FileItem,
  signal: AbortSignal,
): Promise<TransferResult> {
  const { options, renewal, emit } = context;
  const place = await placeOf(context, claimTarget(context, item.target));
  const result = (status: TransferResult["status"], bytes: number): TransferResult => ({
    id: item.id,
    target: place.relative,
    action,
    status,
    bytes,
  });
  const local = await lookLocally(context, place, item);
  if (local.status === "present" && local.unchanged) return result("unchanged", local.bytes);
  if (options.dryRun === true) return result("planned", item.sizeBytes ?? 0);
  return tryItem(
    item.id,
    async ({ wrongBytes }) => {
      throwIfAborted(signal);
      const known = local.status === "present" ? local.known : undefined;
      const opened = await openOrRestart(item, place, known?.etag, known?.lastModified, wrongBytes, signal);
      if (opened.status === "unchanged") return result("unchanged", known?.bytes ?? 0);
      const stored = await storeOpened(context, item, place, opened);
      return {
        ...result("done", stored.bytes),
        ...(stored.sha256 === undefined ? {} : { sha256: stored.sha256 }),
        ...(stored.etag === undefined ? {} : { etag: stored.etag }),
      };
    },
    { options, signal, renewal, emit },
  );
}

/** The digest that a part must come to, by which it may be continued where the server gives no validator. */
function digestOf(item: FileItem): string | undefined {
  return (item.expect?.sha256 ?? item.expect?.md5)?.toLowerCase();
}

function canContinue(item: FileItem, part: { bytes: number; note: PartNote }): boolean {
  const { note, bytes } = part;
  const digest = digestOf(item);
  if (note.digest !== undefined && digest !== undefined && note.digest !== digest) return false;
  if (item.expect?.etag !== undefined && note.etag !== undefined && item.expect.etag !== note.etag)
    return false;
  if (note.sizeBytes !== undefined && item.sizeBytes !== undefined && note.sizeBytes !== item.sizeBytes)
    return false;
  if (bytes > (note.sizeBytes ?? item.sizeBytes ?? Number.POSITIVE_INFINITY)) return false;
  const strong = note.etag !== undefined && !note.etag.startsWith("W/");
  return strong || note.lastModified !== undefined || (digest !== undefined && digest === note.digest);
}

async function openOrRestart(
  item: FileItem,
  place: Place,
  knownEtag: string | undefined,
  knownLastModified: string | undefined,
  afresh: boolean,
  signal: AbortSignal,
): Promise<Opened> {
  const found = afresh ? undefined : await readPart(place.absolute, item.id);
  const part = found !== undefined && canContinue(item, found) ? found : undefined;
  const etag = part === undefined ? knownEtag : part.note.etag;
  const lastModified = part === undefined ? knownLastModified : part.note.lastModified;
  const fromByte = part?.bytes ?? 0;
  const opened = await item.open({
    fromByte,
    signal,
    ...(etag === undefined || afresh ? {} : { knownEtag: etag }),
    ...(lastModified === undefined || afresh ? {} : { knownLastModified: lastModified }),
  });
  if (opened.status === "unchanged" && (fromByte > 0 || (etag === undefined && lastModified === undefined))) {
    throw new ScanferryError("remote/failed", "The server says that a file is unchanged that is not here.", {
      retryable: false,
    });
  }
  if (opened.status === "partial" && opened.fromByte !== fromByte) {
    throw new ScanferryError(
      "remote/failed",
      "The server sent another part of the file than was asked for.",
      { retryable: false },
    );
  }
  return opened;
}

async function storeOpened(
  context: DownloadContext,
  item: FileItem,
  place: Place,
  opened: Exclude<Opened, { status: "unchanged" }>,
): Promise<{ bytes: number; sha256?: string; etag?: string }> {
  const { etag, lastModified } = opened;
  const expect = { ...item.expect, ...opened.expect };
  const sizeBytes = opened.sizeBytes ?? item.sizeBytes;
  if (opened.sizeBytes !== undefined && item.sizeBytes !== undefined && opened.sizeBytes !== item.sizeBytes) {
    await closeBody(opened.body);
    throw sizeMismatch(item.sizeBytes, opened.sizeBytes, "answer", false);
  }
  const digest = digestOf({ ...item, expect });
  const note: PartNote = {
    id: item.id,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(digest === undefined ? {} : { digest }),
  };
  const continuable =
    (etag !== undefined || lastModified !== undefined || digest !== undefined) &&
    (sizeBytes ?? Number.POSITIVE_INFINITY) >= continuedFromBytes;
  // What the answer says of itself comes first: since the plan was made, the file may have got a new version. Where the answer says
  // nothing, the plan's version is kept, or a later version of the same length would pass for this one.
  const version = etag ?? expect.etag;
  const stored = await storeBody(context, place, {
    id: item.id,
    fromByte: opened.status === "partial" ? (opened.fromByte ?? 0) : 0,
    expect,
    body: opened.body,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(version === undefined ? {} : { etag: version }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(item.checks === undefined ? {} : { checks: item.checks }),
    ...(continuable ? { note } : {}),
  });
  return version === undefined ? stored : { ...stored, etag: version };
}

async function closeBody(body: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = body[Symbol.asyncIterator]();
  // A generator that was never started would not run its finally: take one step first.
  await iterator.next().catch(() => undefined);
  await iterator.return?.();
}
