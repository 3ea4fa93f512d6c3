import { folded } from "@scanferry/transfer";
import { resemblance } from "../select/name-search.js";
import type { NameMatch } from "./finding.js";

/**
 * Compares names with the text that is looked for; the best match counts. IDs that a server deals out fit whole alone: a part of them says
 * nothing of whose they are, and `001` is within the accession IDs of ten people.
 */
export type NameMatcher = (
  names: readonly (string | undefined)[],
  ids?: readonly (string | undefined)[],
) => NameMatch | undefined;

/** Makes the comparison. */
export function nameMatcher(text: string): NameMatcher {
  const likeness = resemblance(text);
  const part = folded(text);
  const match = (name: string): NameMatch | undefined => {
    if (name === text) return "exact";
    if (resemblance(name) === likeness) return "alike";
    return folded(name).includes(part) ? "part" : undefined;
  };
  const all = (texts: readonly (string | undefined)[]): (NameMatch | undefined)[] =>
    texts.map((name) => (name === undefined || name === "" ? undefined : match(name)));
  return (names, ids = []) => {
    const found = [...all(names), ...all(ids).filter((kind) => kind !== "part")];
    return (["exact", "alike", "part"] as const).find((kind) => found.includes(kind));
  };
}
