import { folded, matchesGlob } from "@scanferry/transfer";
import type { ScanFilter } from "./scan-filter.js";

/** What a scan is told by. */
export interface ScanNames {
  id: string;
  type: string;
  seriesDescription: string;
}

/** A filter on scans and resources that remembers what it never met. */
export interface ScanMatcher {
  scan(scan: ScanNames): boolean;
  resource(label: string): boolean;
  /** Whether scans are filtered at all; session resources belong to no scan. */
  readonly filtersScans: boolean;
  /** Patterns that nothing has matched so far, as they were given. */
  unmatched(): { scans: readonly string[]; resources: readonly string[] };
}

/**
 * Makes the comparison of a filter, once for all scans of a pull. A type may hold commas, slashes and spaces: a pattern is never taken
 * apart.
 */
export function scanMatcher(filter: ScanFilter): ScanMatcher {
  const scans = new Patterns(filter.scans);
  const resources = new Patterns(filter.resources);
  return {
    scan: ({ id, type, seriesDescription }) => scans.match([id, type, seriesDescription]),
    resource: (label) => resources.match([label]),
    filtersScans: filter.scans !== undefined,
    unmatched: () => ({ scans: scans.unmatched(), resources: resources.unmatched() }),
  };
}

/** Globs of which one must match; none given means that everything matches. */
class Patterns {
  readonly #patterns: readonly { given: string; glob: string }[] | undefined;
  readonly #met = new Set<string>();

  constructor(given: readonly string[] | undefined) {
    this.#patterns = given?.map((pattern) => ({ given: pattern, glob: folded(pattern) }));
  }

  match(values: readonly string[]): boolean {
    if (this.#patterns === undefined) return true;
    const names = values.map(folded);
    let matched = false;
    // All of them, not the first one: each is to be known as met.
    for (const { given, glob } of this.#patterns) {
      if (!names.some((name) => matchesGlob(glob, name))) continue;
      this.#met.add(given);
      matched = true;
    }
    return matched;
  }

  unmatched(): readonly string[] {
    return (this.#patterns ?? []).map(({ given }) => given).filter((given) => !this.#met.has(given));
  }
}
