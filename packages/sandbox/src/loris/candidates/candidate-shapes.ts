import type { LorisCall } from "../answers/loris-call.js";
import type { LorisCandidate } from "../study/study-types.js";

/** A candidate as the list of all shows it; PREVENT-AD names the site by its alias there (recorded). */
export function candidateMember(call: LorisCall, candidate: LorisCandidate): object {
  const { id, pscid, project, site, edc, dateOfBirth, sex } = candidate;
  return call.legacy
    ? {
        CandID: id,
        PSCID: pscid,
        Site: site[1],
        DoB: dateOfBirth,
        Gender: sex,
        Language: "français",
        Project: project,
      }
    : { CandID: id, Project: project, PSCID: pscid, Site: site[0], EDC: edc, DoB: dateOfBirth, Sex: sex };
}

/** The `Meta` of one candidate; PREVENT-AD has no project there (recorded). */
export function candidateMeta(call: LorisCall, candidate: LorisCandidate): object {
  const { id, pscid, project, site, edc, dateOfBirth, sex } = candidate;
  return call.legacy
    ? {
        CandID: id,
        Project: null,
        PSCID: pscid,
        Site: site[0],
        DoB: dateOfBirth,
        Gender: sex,
        Language: "français",
      }
    : { CandID: id, Project: project, PSCID: pscid, Site: site[0], EDC: edc, DoB: dateOfBirth, Sex: sex };
}
