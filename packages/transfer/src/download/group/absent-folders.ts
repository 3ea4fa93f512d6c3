import { dirname, join, posix } from "node:path";

import { placeOf, type DownloadContext, type Place } from "../download-context.js";

/**
 * Spares the look at a folder that was missing for the file before: nothing of the group is written while its list is read, and
 * no other item may have its targets.
 */
export class AbsentFolders {
  #last: { folder: string; absolute: string } | undefined;

  /** Finds the place of a claimed target. */
  async placeOf(context: DownloadContext, relative: string): Promise<Place> {
    const folder = posix.dirname(relative);
    if (this.#last?.folder === folder) {
      return { relative, absolute: join(this.#last.absolute, posix.basename(relative)), absent: true };
    }
    const place = await placeOf(context, relative);
    this.#last = place.absent ? { folder, absolute: dirname(place.absolute) } : undefined;
    return place;
  }
}
