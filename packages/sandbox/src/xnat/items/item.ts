import { javaDate } from "../answers/java-date.js";

/** A record as XNAT's items show it; fields may be numbers here, unlike in lists. */
export interface Item {
  readonly xsiType: string;
  readonly insertedMs: number;
  /** Empty ones are left out. */
  readonly fields: Readonly<Record<string, string | number>>;
  readonly children?: readonly ItemChildren[];
}

/** Records of one field of an item. */
export interface ItemChildren {
  readonly field: string;
  readonly items: readonly Item[];
}

/** The recorded JSON of an item. */
export function itemJson(item: Item): unknown {
  return {
    children: (item.children ?? [])
      .filter((group) => group.items.length > 0)
      .map((group) => ({ field: group.field, items: group.items.map(itemJson) })),
    meta: {
      create_event_id: 1,
      "xsi:type": item.xsiType,
      isHistory: false,
      start_date: javaDate(item.insertedMs),
    },
    data_fields: filled(item),
  };
}

/** The fields that have a value. */
export function filled(item: Item): Record<string, string | number> {
  return Object.fromEntries(Object.entries(item.fields).filter(([, value]) => value !== ""));
}
