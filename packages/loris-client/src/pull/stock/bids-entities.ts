/*
 * The entities of MR images in the order of a BIDS file name, as a table of our own after the BIDS schema (bids-standard/bids-specification
 * at 4523097, BIDS 1.11.2-dev, CC-BY-4.0). `test/stock/bids-entities.test.ts` compares it with the schema extract where the shared data lie.
 */

/** How the value of an entity is written: a `label` is letters, digits and `+`, an `index` is digits. */
export type EntityFormat = "label" | "index";

/** Short names in the order of a file name, with the format of each value. */
export const entityFormats = {
  sub: "label",
  ses: "label",
  task: "label",
  acq: "label",
  ce: "label",
  trc: "label",
  rec: "label",
  dir: "label",
  run: "index",
  mod: "label",
  echo: "index",
  flip: "index",
  inv: "index",
  mt: "label",
  part: "label",
  chunk: "index",
} as const satisfies Readonly<Record<string, EntityFormat>>;

/** An entity of MR images. */
export type Entity = keyof typeof entityFormats;

/** Tells an entity that the table knows. */
export function isEntity(key: string): key is Entity {
  return Object.hasOwn(entityFormats, key);
}

/** Whether a text can be the value of an entity. */
export function isEntityValue(key: Entity, value: string): boolean {
  return (entityFormats[key] === "index" ? /^[0-9]+$/ : /^[0-9A-Za-z+]+$/).test(value);
}

/** Writes entities and suffix as a BIDS file name without its extension. */
export function bidsStem(entities: Readonly<Partial<Record<Entity, string>>>, suffix: string): string {
  const keys = Object.keys(entityFormats) as Entity[];
  const parts = keys.flatMap((key) => (entities[key] === undefined ? [] : [`${key}-${entities[key]}`]));
  return [...parts, suffix].join("_");
}
