import { ScanferryError } from "../errors/scanferry-error.js";
import { readPart, type PartNote } from "../files/part-note.js";
import type { KnownItem } from "../journal/known-items.js";
import type { Place } from "./download-context.js";
import { isStrongDate } from "./sound-date.js";
import type { FileItem, Opened } from "./transfer-item.js";

/** Smaller files are begun anew: writing and removing the note would take longer than their bytes. */
export const continuedFromBytes = 128 * 1024;

type ContinuedItem = Pick<FileItem, "id" | "origin" | "sizeBytes" | "expect" | "resumable">;

/** The digest that a part must come to, by which it may be continued where the server gives no validator. */
export function announcedDigest(item: Pick<FileItem, "expect">): string | undefined {
  return (item.expect?.sha256 ?? item.expect?.md5)?.toLowerCase();
}

function canContinue(item: ContinuedItem, part: { bytes: number; note: PartNote }): boolean {
  const { note, bytes } = part;
  const digest = announcedDigest(item);
  if (note.digest !== undefined && digest !== undefined && note.digest !== digest) return false;
  if (item.expect?.etag !== undefined && note.etag !== undefined && item.expect.etag !== note.etag)
    return false;
  if (note.sizeBytes !== undefined && item.sizeBytes !== undefined && note.sizeBytes !== item.sizeBytes)
    return false;
  if (bytes > (note.sizeBytes ?? item.sizeBytes ?? Number.POSITIVE_INFINITY)) return false;
  return isVersioned(note) || (digest !== undefined && digest === note.digest);
}

/** Whether a part's note has a validator that stands for one version, so that the rest of that version can be asked for. */
export function isVersioned({ etag, lastModified, date }: PartNote): boolean {
  return (etag !== undefined && !etag.startsWith("W/")) || isStrongDate(lastModified, date);
}

/** Finds the part of an item that its next request continues. */
export async function continuedPart(
  item: ContinuedItem,
  { absolute }: Place,
): Promise<{ bytes: number; note: PartNote } | undefined> {
  if (item.resumable === false) return undefined;
  if ((item.sizeBytes ?? Number.POSITIVE_INFINITY) < continuedFromBytes) return undefined;
  const found = await readPart(absolute, item);
  return found !== undefined && canContinue(item, found) ? found : undefined;
}

/**
 * Asks for the bytes: for the rest of a part that may be continued, else for the whole, unless the local file that is `known` is still right.
 * With `afresh`, nothing of what is here is relied on.
 *
 * @throws {@link ScanferryError} `remote/failed` for an answer that fits no such question
 */
export async function openOrRestart(
  item: FileItem,
  place: Place,
  known: KnownItem | undefined,
  afresh: boolean,
  signal: AbortSignal,
): Promise<Opened> {
  const part = afresh ? undefined : await continuedPart(item, place);
  const etag = part === undefined ? known?.etag : part.note.etag;
  const lastModified = part === undefined ? known?.lastModified : strongDateOf(part.note);
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
  if (opened.status !== "partial") return opened;
  // The rest came later, which makes the date of what was here no better.
  const { date: _, ...rest } = opened;
  return { ...rest, ...(part?.note.date === undefined ? {} : { date: part.note.date }) };
}

function strongDateOf({ lastModified, date }: PartNote): string | undefined {
  return isStrongDate(lastModified, date) ? lastModified : undefined;
}
