import { ScanferryError } from "../errors/scanferry-error.js";
import { compareWithRecord } from "./compare-with-record.js";
import type { DownloadContext, Place } from "./download-context.js";
import type { FileItem } from "./transfer-item.js";

/**
 * Keeps an `exclusive` item from taking the place of another item's file, which an earlier run brought and which is still as it was left:
 * two remote files whose names here are one would else replace each other in turn, and nobody would hear of it.
 *
 * @throws {@link ScanferryError} `data/unsafe-path`
 */
export async function refuseOthersPlace(
  context: DownloadContext,
  { id, exclusive }: Pick<FileItem, "id" | "exclusive">,
  place: Place,
  found: { bytes: number; mtimeMs: number },
  signal: AbortSignal,
): Promise<void> {
  if (exclusive !== true) return;
  const owner = await context.known?.ownerOf(place.relative);
  // Records of uploads have no modification time and say nothing of local files.
  if (owner?.mtimeMs === undefined || owner.id === id) return;
  if (context.options.isListed?.(owner.id) === false) return;
  const file = { path: place.absolute, ...found };
  if ((await compareWithRecord(owner, file, context.options, signal)) === "edited") return;
  throw new ScanferryError("data/unsafe-path", "Another item's file stands at this place.", {
    hint: "Nothing was overwritten. Choose another output folder or a layout that tells the two apart, or give them other names at their origin.",
    subject: place.relative,
  });
}
