import type { Resource } from "../../schemas/resource.js";

/**
 * Gives each resource the name that it goes by here: its label, or label and number where two of the same owner have the same label, as
 * old servers allow. A row that comes twice is one resource.
 */
export function labelled(rows: readonly Resource[]): { resource: Resource; label: string }[] {
  const keyOf = ({ category = "", scanId = "", label }: Resource): string =>
    `${category}\0${scanId}\0${label}`;
  const resources = [...new Map(rows.map((row) => [`${keyOf(row)}\0${row.id}`, row])).values()];
  const counts = new Map<string, number>();
  for (const resource of resources) counts.set(keyOf(resource), (counts.get(keyOf(resource)) ?? 0) + 1);
  return resources.map((resource) => ({
    resource,
    label: (counts.get(keyOf(resource)) ?? 0) > 1 ? `${resource.label}_${resource.id}` : resource.label,
  }));
}
