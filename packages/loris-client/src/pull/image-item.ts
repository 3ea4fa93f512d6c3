import type { FileItem } from "@scanferry/transfer";

import type { PullRun } from "./planner.js";

/**
 * Makes the item of an image, or of a file that belongs to one. It takes no other image's place, in a later run with other filters neither;
 * and what is cut of it is thrown away, because LORIS sends no rest of a file (wire/loris.md §3).
 */
export function imageItem({ sidecars }: Pick<PullRun, "sidecars">, item: FileItem): FileItem {
  return sidecars.attach(Object.assign(item, { exclusive: true, resumable: false }));
}
