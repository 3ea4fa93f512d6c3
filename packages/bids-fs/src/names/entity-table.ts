/*
 * The order and the formats of BIDS entities, as a table of our own after the BIDS schema
 * (bids-standard/bids-specification at 4523097, BIDS 1.11.2-dev, licensed CC-BY-4.0, https://bids-specification.readthedocs.io).
 * `test/names/entity-table.test.ts` compares it with the schema extract where the shared data lie.
 */

/** How the value of an entity is written: a `label` is letters and digits (and `+`), an `index` is digits. */
export type EntityFormat = "label" | "index";

/**
 * The short names of all BIDS entities in the order in which they stand in a file name.
 *
 * @example
 * ```ts
 * entityOrder.indexOf("ses") < entityOrder.indexOf("run"); // true
 * ```
 */
export const entityOrder = [
  ...["sub", "tpl", "ses", "cohort", "sample", "task", "tracksys", "acq", "nuc", "voi", "ce", "trc"],
  ...["stain", "rec", "dir", "run", "mod", "echo", "flip", "inv", "mt", "part", "proc", "hemi"],
  ...["space", "split", "recording", "chunk", "atlas", "seg", "scale", "res", "den", "label", "desc"],
] as const satisfies readonly string[];

const indexEntities: ReadonlySet<string> = new Set(["run", "echo", "flip", "inv", "split", "chunk"]);
const knownEntities: ReadonlyMap<string, number> = new Map(entityOrder.map((key, rank) => [key, rank]));

/**
 * Gives the format of an entity, or `undefined` where BIDS knows no entity of that short name.
 *
 * @example
 * ```ts
 * entityFormat("run"); // "index"
 * entityFormat("acq"); // "label"
 * ```
 */
export function entityFormat(key: string): EntityFormat | undefined {
  if (!knownEntities.has(key)) return undefined;
  return indexEntities.has(key) ? "index" : "label";
}

/** The place of an entity in a file name; unknown ones come after all known ones. */
export function entityRank(key: string): number {
  return knownEntities.get(key) ?? entityOrder.length;
}
