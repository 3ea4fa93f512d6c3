import { folded } from "../select/glob.js";
import { resemblance } from "../select/name-search.js";
import type { NameMatch } from "./finding.js";

/** Compares names with the text that is looked for. */
export type NameMatcher = (...names: readonly (string | undefined)[]) => NameMatch | undefined;

/** Makes the comparison; the best match of several names counts. */
export function nameMatcher(text: string): NameMatcher {
  const likeness = resemblance(text);
  const part = folded(text);
  const match = (name: string): NameMatch | undefined => {
    if (name === text) return "exact";
    if (resemblance(name) === likeness) return "alike";
    return folded(name).includes(part) ? "part" : undefined;
  };
  return (...names) => {
    const found = names.map((name) => (name === undefined || name === "" ? undefined : match(name)));
    return (["exact", "alike", "part"] as const).find((kind) => found.includes(kind));
  };
}
