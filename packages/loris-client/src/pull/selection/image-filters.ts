import type { PullOptions } from "../pull-options.js";
import { candidateFilter, type CandidateFilter } from "./candidate-filter.js";
import { fieldFilter, type ImageFilter } from "./image-filter.js";
import { modalityMatcher } from "./modality-matcher.js";

/** The filters of a pull. `candidates` stands apart, because a candidate may be known and have no image. */
export interface ImageFilters {
  fields: readonly ImageFilter[];
  candidates: CandidateFilter | undefined;
}

/** Makes the filters that were asked for; an empty list is one that nothing passes, not one that was left out. */
export function imageFilters(options: PullOptions): ImageFilters {
  const { modalities, visits, candidates, site } = options;
  const sites = typeof site === "string" ? [site] : site;
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
