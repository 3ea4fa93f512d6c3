import { entityRank } from "./entity-table.js";
import type { BidsName } from "./parse-bids-name.js";

/**
 * Writes a file name with its entities in BIDS order; entities that BIDS does not know keep their own order, after the others.
 *
 * @example
 * ```ts
 * formatBidsName({ entities: { run: "1", sub: "01" }, suffix: "T1w", extension: ".nii.gz" }); // "sub-01_run-1_T1w.nii.gz"
 * ```
 */
export function formatBidsName(name: BidsName): string {
  const keys = Object.keys(name.entities).sort((a, b) => entityRank(a) - entityRank(b));
  const parts = keys.map((key) => `${key}-${name.entities[key] ?? ""}`);
  if (name.suffix !== undefined) parts.push(name.suffix);
  return parts.join("_") + name.extension;
}
