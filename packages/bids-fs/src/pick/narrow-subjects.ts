import { bare } from "../query/match-query.js";
import type { PickProblem } from "./pick.js";
import type { Selected } from "./select-participants.js";

/**
 * Keeps the participants asked for, each once, in the order of the dataset; unknown ones come at the end, with a problem.
 * A label that is a folder's very name means that folder; otherwise `sub-` may be left out or added.
 */
export function narrowSubjects(everybody: readonly Selected[], asked: readonly string[]): Selected[] {
  const byName = new Map(everybody.map((one) => [one.label.normalize("NFC"), one]));
  const byBareName = new Map(everybody.map((one) => [bare(one.label, "sub-"), one]));
  const found = new Set<Selected>();
  const unknown = new Map<string, Selected>();
  for (const label of asked) {
    const match = byName.get(label.normalize("NFC")) ?? byBareName.get(bare(label, "sub-"));
    if (match !== undefined) found.add(match);
    else unknown.set(label, { label, problem: unknownSubject(everybody, label) });
  }
  return [...everybody.filter((one) => found.has(one)), ...unknown.values()];
}

function unknownSubject(everybody: readonly Selected[], label: string): PickProblem {
  const near = everybody.find((one) => folded(one.label) === folded(label));
  return {
    code: "local/not-found",
    reason: "unknown-subject",
    message: "There is no participant of this label.",
    hint:
      near === undefined
        ? "See which participants there are, e.g. with scanferry bids ls."
        : `Did you mean ${near.label}? Case and leading zeros count.`,
  };
}

function folded(label: string): string {
  return bare(label, "sub-")
    .toLowerCase()
    .replace(/^0+(?=.)/, "");
}
