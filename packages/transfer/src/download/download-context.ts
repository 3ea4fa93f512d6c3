import { ScanferryError } from "../errors/scanferry-error.js";
import type { OnTransferEvent } from "../events/transfer-event.js";
import { partSuffixes } from "../files/part-path.js";
import type { KnownItems } from "../journal/known-items.js";
import type { Renewal } from "../moving/renewal.js";
import type { PathClaims } from "../paths/path-claims.js";
import type { FolderGuard } from "../paths/folder-guard.js";
import { safePath } from "../paths/safe-path.js";
import type { DownloadOptions } from "./download.js";

/** What all items of one download share. */
export interface DownloadContext {
  folder: FolderGuard;
  options: DownloadOptions;
  claims: PathClaims;
  known: KnownItems | undefined;
  renewal: Renewal | undefined;
  emit: OnTransferEvent;
  now: () => number;
}

/** A place on disk that is checked. */
export interface Place {
  relative: string;
  absolute: string;
}

/**
 * Checks a target; the caller then claims it.
 *
 * @throws {@link ScanferryError} `data/unsafe-path`
 */
export async function checkPlace(context: DownloadContext, target: string): Promise<Place> {
  const relative = safePath(target);
  if (partSuffixes.some((suffix) => relative.toLowerCase().endsWith(suffix))) {
    throw new ScanferryError("data/unsafe-path", "A file has the ending that unfinished files have here.", {
      hint: "The file is left out. Rename it at its origin.",
      subject: target,
    });
  }
  const absolute = await context.folder.resolve(relative);
  return { relative, absolute };
}
