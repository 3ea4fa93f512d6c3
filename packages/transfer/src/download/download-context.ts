import { ScanferryError } from "../errors/scanferry-error.js";
import type { OnTransferEvent } from "../events/transfer-event.js";
import { partSuffixes } from "../files/part-path.js";
import type { KnownItems } from "../journal/known-items.js";
import type { Renewal } from "../moving/renewal.js";
import type { PathClaims } from "../paths/path-claims.js";
import type { FolderGuard, GuardedPath } from "../paths/folder-guard.js";
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
export interface Place extends GuardedPath {
  relative: string;
}

/**
 * Checks a target by its name and takes it. It does not wait for anything, so that of two names that clash it is always the
 * later planned one that is refused.
 *
 * @throws {@link ScanferryError} `data/unsafe-path`
 */
export function claimTarget(context: DownloadContext, target: string, claimed = false): string {
  const relative = safePath(target);
  if (partSuffixes.some((suffix) => relative.toLowerCase().endsWith(suffix))) {
    throw new ScanferryError("data/unsafe-path", "A file has the ending that unfinished files have here.", {
      hint: "The file is left out. Rename it at its origin.",
      subject: target,
    });
  }
  if (!claimed) context.claims.claim(relative);
  return relative;
}

/** Finds the place of a claimed target on the disk, where no link may lead out. */
export async function placeOf(context: DownloadContext, relative: string): Promise<Place> {
  return { relative, ...(await context.folder.resolve(relative)) };
}
