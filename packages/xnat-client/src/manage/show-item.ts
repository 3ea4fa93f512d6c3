import { isScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import type { XnatItem } from "../http/get-item.js";
import { getItem } from "../http/get-item.js";

/** The record of a thing; nothing where it is not there. */
export async function itemIfThere(
  ctx: XnatContext,
  path: string,
  { signal, subject }: CallOptions & { readonly subject: string },
): Promise<XnatItem | undefined> {
  try {
    return await getItem(ctx, path, { signal, subject });
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}

/** A field of a record as text, "" where it has none. */
export function fieldText(item: XnatItem | undefined, name: string): string {
  const value = item?.fields[name];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

/** The first thing within a record, e.g. its "demographics". */
export function childOf(item: XnatItem | undefined, field: string): XnatItem | undefined {
  return item?.children[field]?.[0];
}

/** The custom fields of a record, by name: `fields/field` holds one thing for each, with `name` and `field` ([S] xnat.xsd). */
export function customFields(item: XnatItem | undefined): Readonly<Record<string, string>> {
  const found = item?.children["fields/field"] ?? [];
  return Object.fromEntries(
    found.map((one) => [fieldText(one, "name").toLowerCase(), fieldText(one, "field")]),
  );
}
