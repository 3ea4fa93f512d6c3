import { stat } from "node:fs/promises";

import type { OnTransferEvent } from "../events/transfer-event.js";
import { compareWithRecord } from "./compare-with-record.js";
import type { DownloadContext, Place } from "./download-context.js";

/**
 * Where an item that comes to a new place stood before, if its file is still there as it was left: another naming of the same things leaves
 * each of them in the folder twice. Two layouts that take turns in one folder are told of once, when the second one comes.
 */
export async function earlierPlace(
  context: DownloadContext,
  id: string,
  place: Place,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { known, claims, folder, options } = context;
  const before = await known?.elsewhere(id, place.relative);
  if (before?.mtimeMs === undefined || claims.has(before.path)) return undefined;
  try {
    const { absolute: path } = await folder.resolve(before.path);
    const { size: bytes, mtimeMs } = await stat(path);
    const state = await compareWithRecord(before, { path, bytes, mtimeMs }, options, signal);
    return state === "edited" ? undefined : before.path;
  } catch {
    // Gone, or out of reach: nothing that this run would have to tell of.
    return undefined;
  }
}

/** Counts the items that stand under an earlier name too: one warning for all, since a new naming may concern every file. */
export class RenamedItems {
  #count = 0;
  #first = "";

  /** One more. */
  add(id: string): void {
    if (this.#count++ === 0) this.#first = id;
  }

  /** Says how many there are, if any. */
  warn(emit: OnTransferEvent): void {
    if (this.#count === 0) return;
    const these = this.#count === 1 ? "An item gets" : `${String(this.#count)} items get`;
    emit({
      type: "warning",
      id: this.#first,
      message: `${these} another name than before, and what stands under the earlier name is left there.`,
      hint: "If the earlier files are not wanted any more, delete them: .scanferry/manifest.ndjson lists both paths with the same id.",
    });
  }
}
