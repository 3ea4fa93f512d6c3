import type { Item } from "./item.js";

/** A subject's fields as its item shows them: its group on itself, custom ones each by itself, the others as demographics. */
export function subjectFields(
  fields: Readonly<Record<string, string>>,
  insertedMs: number,
): {
  readonly own: Readonly<Record<string, string>>;
  readonly demographics: readonly Item[];
  readonly custom: readonly Item[];
} {
  const custom: Item[] = [];
  const demographics: Record<string, string> = {};
  for (const [key, value] of Object.entries(fields)) {
    const name = /\/fields\/field\[name=([^\]]+)\]\/field$/.exec(key)?.[1];
    if (name !== undefined)
      custom.push({
        xsiType: "xnat:subjectData_field",
        insertedMs,
        fields: { name: name.toLowerCase(), field: value },
      });
    else if (key !== "group") demographics[key] = value;
  }
  const { group } = fields;
  return {
    own: group === undefined ? {} : { group },
    demographics:
      Object.keys(demographics).length === 0
        ? []
        : [{ xsiType: "xnat:demographicData", insertedMs, fields: demographics }],
    custom,
  };
}
