import type { Layout, Place } from "../dataset/place.js";
import type { Candidate } from "./candidate.js";
import type { PickProblem } from "./pick.js";

/**
 * Refuses an image whose name says that it belongs to somebody else or to another session: sharing it would hand one person's scan to
 * another. In the plain layout a name need not carry the label, but it may not begin with another participant's.
 */
export function nameProblem(
  { name, path, entities }: Candidate,
  place: Place,
  layout: Layout,
  participants: ReadonlySet<string>,
): PickProblem | undefined {
  const folder = place.participant ?? "";
  const owner = layout === "bids" ? `sub-${entities["sub"] ?? ""}` : ownerOf(name, folder, participants);
  if (owner !== folder) {
    return {
      code: "input/invalid",
      reason: "wrong-label",
      message: "An image's name does not carry the label of its folder.",
      hint: "Find out whose image it is; then rename it or move it to the right folder.",
      path,
    };
  }
  if (place.session === undefined || entities["ses"] === undefined || entities["ses"] === place.session)
    return undefined;
  return {
    code: "input/invalid",
    reason: "wrong-session",
    message: "An image's name carries another session than its folder.",
    hint: "Find out which session it is from; then rename it or move it to the right folder.",
    path,
  };
}

/** The participant whose folder's name stands at the beginning of a file's name; the longest one, and the file's own folder first. */
function ownerOf(name: string, folder: string, participants: ReadonlySet<string>): string {
  if (name.startsWith(`${folder}_`)) return folder;
  for (let end = name.lastIndexOf("_"); end > 0; end = name.lastIndexOf("_", end - 1)) {
    const start = name.slice(0, end);
    if (participants.has(start)) return start;
  }
  return folder;
}
