import { ScanferryError } from "@scanferry/transfer";
import type { Place } from "../calls/place-path.js";

/**
 * The levels of a place that are needed to make something there.
 *
 * @throws {@link ScanferryError} `input/invalid` where one is not known, as with a handle made from an accession ID
 */
export function named<K extends keyof Place>(place: Place, ...levels: readonly K[]): Record<K, string> {
  const found: Partial<Record<K, string>> = {};
  for (const level of levels) {
    const name = place[level];
    if (name === undefined) throw unnamed(level);
    found[level] = name;
  }
  return found as Record<K, string>;
}

function unnamed(level: string): ScanferryError {
  return new ScanferryError("input/invalid", `To make this, its ${level} must be named.`, {
    hint: 'Go down by labels, e.g. xnat.project("P").subject("S1").experiment("S1_MR1").',
  });
}
