import type { LorisCall } from "../answers/loris-call.js";
import type { LorisCandidate } from "../study/study-types.js";

/** A candidate as the list of all shows it; PREVENT-AD names the site by its alias there (recorded). */
export function candidateMember(call: LorisCall, candidate: LorisCandidate): object {
  if (!call.legacy) return stock(candidate);
  const { id, pscid, project, site } = candidate;
  return { CandID: id, PSCID: pscid, Site: site[1], ...legacyPerson(candidate), Project: project };
}

/** The `Meta` of one candidate; PREVENT-AD has no project there (recorded). */
export function candidateMeta(call: LorisCall, candidate: LorisCandidate): object {
  if (!call.legacy) return stock(candidate);
  const { id, pscid, site } = candidate;
  return { CandID: id, Project: null, PSCID: pscid, Site: site[0], ...legacyPerson(candidate) };
}

function stock(candidate: LorisCandidate): object {
  const { id, pscid, project, site, edc, dateOfBirth, sex } = candidate;
  return { CandID: id, Project: project, PSCID: pscid, Site: site[0], EDC: edc, DoB: dateOfBirth, Sex: sex };
}

function legacyPerson(candidate: LorisCandidate): object {
  return { DoB: candidate.dateOfBirth, Gender: candidate.sex, Language: "français" };
}
