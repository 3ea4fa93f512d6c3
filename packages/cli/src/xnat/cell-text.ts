/** The text of a value in a table: nothing where the server says nothing, and for what is no single value. */
export function cellText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
