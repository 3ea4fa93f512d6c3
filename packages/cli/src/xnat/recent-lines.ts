import type { ListLine } from "./list-line.js";

/** So many things `--recent` shows. */
const shown = 20;

/** The lines that the server took in last, the newest first. No more than these are kept, whatever the length of the list. */
export async function* recentLines(lines: AsyncIterable<ListLine>): AsyncGenerator<ListLine> {
  const newest: ListLine[] = [];
  for await (const line of lines) {
    const at = newest.findIndex((other) => added(other) < added(line));
    if (at === -1) newest.push(line);
    else newest.splice(at, 0, line);
    newest.length = Math.min(newest.length, shown);
  }
  yield* newest;
}

/** XNAT writes `2026-11-21 00:18:38.541`, so that texts are in order as times are. */
function added({ record }: ListLine): string {
  return String(record["insertDate"] ?? "");
}
