import { ScanferryError } from "@scanferry/transfer";

import type { ImageFilter } from "./image-filter.js";

const bidsPrefix = /^sub-/;

/** A filter on candidates by CandID, PSCID or BIDS name. There may be thousands of them, so no list of valid ones is kept. */
export function candidateFilter(candidates: readonly string[]): ImageFilter {
  const wanted = new Set(candidates.flatMap((name) => [name, name.replace(bidsPrefix, "")]));
  const seen = new Set<string>();
  const unknown = (): string[] =>
    candidates.filter((name) => !seen.has(name) && !seen.has(name.replace(bidsPrefix, "")));
  return {
    accepts({ candidate, pscid }) {
      let found = false;
      for (const name of [candidate, pscid]) {
        if (name === "" || !wanted.has(name)) continue;
        seen.add(name);
        found = true;
      }
      return found;
    },
    unknown,
    refusal() {
      const names = unknown();
      return new ScanferryError(
        "input/invalid",
        `The server does not know ${names.length} of the ${candidates.length} candidates that were asked for.`,
        {
          hint: "Give CandIDs, PSCIDs or sub-CandIDs of this project, as the list of candidates shows them.",
          subject: names.join(", "),
          details: { unknown: names.length, asked: candidates.length },
        },
      );
    },
  };
}
