import { openSpool } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";
import type { SelectedImages } from "../planner.js";
import type { PullOptions } from "../pull-options.js";
import { isSince } from "../../calls/is-since.js";
import { imageFilters, isFiltered } from "./image-filters.js";
import { judgeByImages, judgeWithoutImages, type FilterSource } from "./judge-filters.js";
import { ListedLinks } from "./listed-links.js";

/** A selection with what it takes to give it up. */
export interface Selection extends SelectedImages {
  /** Whether the server's list names the file of an item, also where the filters leave it out. */
  isListed(id: string): boolean;
  close(): Promise<void>;
}

/** What a selection asks for beside the list. */
export interface SelectionSource extends FilterSource {
  /** The server's whole list of images; read once. */
  images: AsyncIterable<PlannedImage>;
  /** The project whose images are taken out of a list that holds others' too. */
  project?: string | undefined;
}

/**
 * Reads a list of images once, keeps what the filters leave in a spool, and only then judges the filters: a value that the server's own
 * list does not hold stops everything before the first byte of data is asked for.
 *
 * @throws {@link ScanferryError} `input/invalid` with the valid values in the hint; `remote/ambiguous`
 */
export async function selectImages(source: SelectionSource, options: PullOptions): Promise<Selection> {
  const filters = imageFilters(options);
  const each = filters.candidates === undefined ? filters.fields : [...filters.fields, filters.candidates];
  const spool = await openSpool<PlannedImage>();
  const links = new ListedLinks();
  let listed = 0;
  let untold = 0;
  try {
    for await (const image of source.images) {
      // The same image twice in a list would clash with itself on disk.
      if (!links.add(image)) continue;
      if (source.project !== undefined && image.project !== source.project) continue;
      listed++;
      // Each filter looks at each image, to learn what exists.
      const verdicts = each.map((filter) => filter.accepts(image));
      if (verdicts.includes(false) || !isSince(options.since, image.insertTime)) continue;
      if (verdicts.includes(undefined)) untold++;
      else await spool.add(image);
    }
    if (listed === 0) {
      source.warn(
        "The server lists no images.",
        "Perhaps this account may not see imaging data: LORIS answers with an empty list then. Ask the project's administrator.",
      );
      await judgeWithoutImages(filters, source);
    } else {
      await judgeByImages(filters, source);
      warnOfLess(source, { untold, kept: spool.count, onlySince: each.length === 0 });
    }
  } catch (error) {
    await spool.close();
    throw error;
  }
  return {
    count: spool.count,
    filtered: isFiltered(options) || source.project !== undefined,
    isListed: (id) => links.has(id),
    images: () => spool.read(),
    close: () => spool.close(),
  };
}

function warnOfLess(
  source: SelectionSource,
  { untold, kept, onlySince }: { untold: number; kept: number; onlySince: boolean },
): void {
  if (untold > 0) {
    source.warn(
      `${untold} images are left out, because no list of the server says of which site they are.`,
      "Leave the filter on sites out to bring them too.",
    );
  }
  if (kept > 0) return;
  source.warn(
    onlySince
      ? "The server lists no images that it took in since then."
      : "No image passes all the filters together.",
  );
}
