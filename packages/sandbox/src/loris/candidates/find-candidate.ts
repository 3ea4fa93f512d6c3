import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import type { LorisCandidate } from "../study/study-types.js";

/** Whether somebody may see a candidate's imaging. */
export function maySee(call: LorisCall, candidate: LorisCandidate): boolean {
  const { kind } = call.account;
  if (kind === "noperm") return false;
  return kind !== "siteuser" || candidate.site[0] === call.loris.study.sites[0]?.[0];
}

/**
 * The candidate of a path.
 *
 * @throws LorisError as measured: 28 dies of a number that nobody has, and has a text for what is no number
 */
export function findCandidate(call: LorisCall, id: string): LorisCandidate {
  const candidate = call.loris.study.candidate(id);
  if (candidate === undefined) throw unknownCandidate(call, id);
  if (!maySee(call, candidate) || call.loris.study.restricted.has(id)) throw new LorisError(403, "forbidden");
  return candidate;
}

function unknownCandidate(call: LorisCall, id: string): LorisError {
  if (call.legacy)
    return /^\d{7}$/.test(id)
      ? new LorisError(404, "Unknown CandID")
      : new LorisError(400, "Invalid CandID format");
  return /^\d{6,10}$/.test(id)
    ? new LorisError(500, undefined, { page: true })
    : new LorisError(404, "Candidate not found");
}
