import type { XnatItem } from "../http/get-item.js";

/** The text of the first of these fields that holds one; a field has other capitals in other versions. */
export function itemField(
  { fields }: Pick<XnatItem, "fields">,
  ...names: readonly string[]
): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}
