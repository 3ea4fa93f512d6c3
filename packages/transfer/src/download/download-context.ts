import { ScanferryError } from "../errors/scanferry-error.js";
import type { OnTransferEvent } from "../events/transfer-event.js";
import { partSuffixes } from "../files/part-path.js";
import type { KnownItems } from "../journal/known-items.js";
import type { Renewal } from "../moving/renewal.js";
import type { HashTable } from "../paths/hash-table.js";
import { foldPath, type PathClaims } from "../paths/path-claims.js";
import type { FolderGuard, GuardedPath } from "../paths/folder-guard.js";
import { safePath } from "../paths/safe-path.js";
import type { DownloadOptions } from "./download.js";
import type { RenamedItems } from "./earlier-place.js";
import type { GroupResources } from "./group/group-resources.js";
import type { ReplacedFiles } from "./replaced-files.js";

/** What all items of one download share. */
export interface DownloadContext {
  folder: FolderGuard;
  options: DownloadOptions;
  claims: PathClaims;
  known: KnownItems | undefined;
  /** The paths of files that were found or brought by this download, for the manifest. */
  present: HashTable;
  /** Items that stand under an earlier name too. */
  renamed: RenamedItems;
  /** Files of others that items with `keepOther` replaced. */
  replaced: ReplacedFiles;
  /** What groups share. */
  groups: GroupResources;
  renewal: Renewal | undefined;
  emit: OnTransferEvent;
  now: () => number;
}

/** Whether this download only looks and writes nothing at all. */
export function isReadOnly({ dryRun, check }: DownloadOptions): boolean {
  return dryRun === true || check === true;
}

/** The folder below the output folder that holds what is ours: journal, manifest, copies of the server's own tables. */
export const ownFolder = ".scanferry";

/** Whether a path lies in our own folder on some file system: case and Unicode forms, and characters that HFS+ leaves out of names. */
function isOwn(relative: string): boolean {
  const first = relative.split("/", 1)[0] ?? "";
  return foldPath(first.replace(/\p{Default_Ignorable_Code_Point}/gu, "")) === ownFolder;
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
export function claimTarget(
  context: DownloadContext,
  target: string,
  { claimed = false, internal = false } = {},
): string {
  const relative = safePath(target);
  if (!internal && isOwn(relative)) {
    throw new ScanferryError(
      "data/unsafe-path",
      "A file lies in the folder where Scanferry keeps its journal.",
      {
        hint: "The file is left out. Rename its folder at its origin.",
        subject: target,
      },
    );
  }
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
