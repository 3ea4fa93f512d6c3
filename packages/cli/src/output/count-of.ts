/** Writes a count for people with its noun, which takes an s unless there is just one: `1 file`, `3 files`. */
export function countOf(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
