import type { PullOptions } from "../pull-options.js";
import { candidateFilter } from "./candidate-filter.js";
import { fieldFilter, type ImageFilter } from "./image-filter.js";
import { modalityMatcher } from "./modality-matcher.js";

/** The filters of a pull. `candidates` stands apart, because a candidate may be known and have no image. */
export interface ImageFilters {
  fields: readonly ImageFilter[];
  candidates: ImageFilter | undefined;
}

/** Names of sites as a list. */
export function sitesOf({ site }: PullOptions): readonly string[] | undefined {
  return typeof site === "string" ? [site] : site;
}

/** Makes the filters that were asked for; an empty list is one that nothing passes, not one that was left out. */
export function imageFilters(options: PullOptions): ImageFilters {
  const { modalities, visits, candidates } = options;
  const sites = sitesOf(options);
  const fields: ImageFilter[] = [];
  if (modalities !== undefined) {
    const matches = modalityMatcher(options.modalityMatch ?? "exact");
    fields.push(
      fieldFilter({ noun: "scan type", wanted: modalities, valueOf: ({ modality }) => modality, matches }),
    );
  }
  if (visits !== undefined)
    fields.push(fieldFilter({ noun: "visit", wanted: visits, valueOf: ({ visit }) => visit }));
  if (sites !== undefined)
    fields.push(fieldFilter({ noun: "site", wanted: sites, valueOf: ({ site }) => site }));
  return { fields, candidates: candidates === undefined ? undefined : candidateFilter(candidates) };
}

/** Whether a part of the study is asked for and not all of it. */
export function isFiltered(options: PullOptions): boolean {
  const { modalities, visits, candidates, site, since } = options;
  return [modalities, visits, candidates, site, since].some((filter) => filter !== undefined);
}

/** Whether the server took an image in at this time or later. An image without a time that can be read is taken: leaving it out would lose it. */
export function isSince(since: Date | undefined, insertTime: string | undefined): boolean {
  if (since === undefined || insertTime === undefined) return true;
  const time = Date.parse(insertTime);
  return Number.isNaN(time) || time >= since.getTime();
}
