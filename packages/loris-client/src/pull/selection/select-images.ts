import { HashTable, type ScanferryError } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";
import type { SelectedImages } from "../planner.js";
import type { PullOptions } from "../pull-options.js";
import { imageFilters, isFiltered, isSince } from "./image-filters.js";
import { openSpool } from "./spool.js";

/** A selection with what it takes to give it up. */
export interface Selection extends SelectedImages {
  close(): Promise<void>;
}

/** What a selection asks for beside the list. */
export interface SelectionSource {
  /** The server's list of images; read once. */
  images: AsyncIterable<PlannedImage>;
  projects: readonly string[];
  /** Leaves those names over that the server does not know at all, also not as a candidate without images. */
  strangers(candidates: readonly string[]): Promise<readonly string[]>;
  warn(message: string, hint?: string): void;
}

/**
 * Reads a list of images once, keeps what the filters leave in a spool, and only then judges the filters: a value that the server's own
 * list does not hold stops everything before the first byte of data is asked for.
 *
 * @throws {@link ScanferryError} `input/invalid` with the valid values in the hint
 */
export async function selectImages(source: SelectionSource, options: PullOptions): Promise<Selection> {
  const { fields, candidates } = imageFilters(options);
  const filters = candidates === undefined ? fields : [...fields, candidates];
  const spool = await openSpool<PlannedImage>();
  const seen = new HashTable();
  let listed = 0;
  try {
    for await (const image of source.images) {
      // The same image twice in a list would clash with itself on disk.
      if (seen.get(image.link) !== undefined) continue;
      seen.set(image.link, 1);
      listed++;
      // Each filter looks at each image, to learn what exists.
      const wanted = filters.map((filter) => filter.accepts(image)).every(Boolean);
      if (wanted && isSince(options.since, image.insertTime)) await spool.add(image);
    }
    if (listed === 0 && options.since !== undefined) {
      source.warn("The server lists no images that it took in since then.");
    } else if (listed === 0) {
      source.warn(
        "The server lists no images.",
        "Perhaps this account may not see imaging data: LORIS answers with an empty list then. Ask the project's administrator.",
      );
    } else {
      const refused = fields.find((filter) => filter.unknown().length > 0);
      if (refused !== undefined) throw refused.refusal();
      await checkCandidates(candidates, source);
      if (spool.count === 0) source.warn("No image passes all the filters together.");
    }
  } catch (error) {
    await spool.close();
    throw error;
  }
  return {
    count: spool.count,
    filtered: isFiltered(options),
    projects: source.projects,
    images: () => spool.read(),
    close: () => spool.close(),
  };
}

async function checkCandidates(
  filter: { unknown(): readonly string[]; refusal(): ScanferryError } | undefined,
  source: SelectionSource,
): Promise<void> {
  const without = filter?.unknown() ?? [];
  if (filter === undefined || without.length === 0) return;
  if ((await source.strangers(without)).length > 0) throw filter.refusal();
  source.warn(`${without.length} of the candidates that were asked for have no images.`);
}
