import type { XnatContext } from "../../context.js";
import { openXnatFile } from "../../http/open-xnat-file.js";
import type { LoadedList } from "../group/loaded-list.js";
import type { ResourcePlace } from "../plan/resource-place.js";

/**
 * Asks the server about each file of a list whether it changed since its zip was made (304, measured on 1.6.4); no bytes of files move. Where the date of
 * the zip is not known, nothing vouches for what is in it.
 *
 * @throws {@link ScanferryError} as {@link openXnatFile}
 */
export async function isUnchangedSince(
  ctx: XnatContext,
  { project }: ResourcePlace,
  list: LoadedList,
  { date, signal }: { date: string | undefined; signal: AbortSignal },
): Promise<boolean> {
  if (date === undefined) return false;
  for await (const { uri, sizeBytes } of list.files()) {
    const open = openXnatFile(ctx, uri, { sizeBytes, project });
    const opened = await open({ fromByte: 0, knownLastModified: date, signal });
    if (opened.status === "unchanged") continue;
    // Leaving a body gives it up.
    for await (const _ of opened.body) return false;
    return false;
  }
  return true;
}
