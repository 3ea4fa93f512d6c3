/**
 * Puts sets of headers together: a later one replaces an earlier one of the same name, whatever its case, and names keep the
 * spelling they are given. PREVENT-AD's LORIS (20.1, measured) takes `Authorization` and refuses `authorization`.
 */
export function mergeHeaders(...sets: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const merged = new Map<string, [name: string, value: string]>();
  for (const set of sets) {
    for (const [name, value] of Object.entries(set)) merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}
