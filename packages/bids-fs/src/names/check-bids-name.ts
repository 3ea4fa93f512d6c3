import { entityFormat, entityRank } from "./entity-table.js";
import { parseBidsName } from "./parse-bids-name.js";

/** One thing about a file name that BIDS does not allow. */
export interface BidsNameIssue {
  readonly code: "no-suffix" | "unknown-entity" | "entity-format" | "entity-order";
  /** The entity concerned; absent for `no-suffix`. */
  readonly entity?: string;
}

const formats = { label: /^[0-9a-zA-Z+]+$/, index: /^[0-9]+$/ } as const;

/**
 * Holds a file name against the entity table: known entities, their formats and their order.
 * It does not ask whether the entities are allowed together with the suffix.
 *
 * @example
 * ```ts
 * checkBidsName("sub-01_run-one_T1w.nii.gz"); // [{ code: "entity-format", entity: "run" }]
 * ```
 */
export function checkBidsName(name: string): BidsNameIssue[] {
  const { entities, suffix } = parseBidsName(name);
  const issues: BidsNameIssue[] = suffix === undefined ? [{ code: "no-suffix" }] : [];
  let highest = -1;
  for (const [entity, value] of Object.entries(entities)) {
    const format = entityFormat(entity);
    if (format === undefined) {
      issues.push({ code: "unknown-entity", entity });
      continue;
    }
    if (!formats[format].test(value)) issues.push({ code: "entity-format", entity });
    if (entityRank(entity) < highest) issues.push({ code: "entity-order", entity });
    highest = Math.max(highest, entityRank(entity));
  }
  return issues;
}
