/**
 * Gives the BIDS name of an events file. The endpoint's links end in `_bold_events.txt` (wire/loris.md §5); BIDS has no suffix before
 * `events` and wants a `.tsv`. Any other name stays.
 */
export function bidsEventsName(name: string): string {
  return name.replace(/(?:_bold)?_events\.(?:txt|tsv)$/i, "_events.tsv");
}
