import type { Answer } from "../../server/answer.js";
import { jsonLists } from "../answers/json-list.js";
import type { LorisCall } from "../answers/loris-call.js";
import { maySee } from "../candidates/find-candidate.js";
import { sinceOf } from "../projects/project-images.js";
import { recordingName } from "./recording-files.js";

const INSERTED = "1970-01-01T00:33:39+00:00";

/** /projects/X/recordings; its links lead nowhere, in all releases from 23 to 28: what works is `recordings` (measured). */
export function projectRecordings(call: LorisCall, project: string): Answer {
  const since = sinceOf(call);
  const shown = since === -Infinity || Date.parse(INSERTED) >= since;
  return call.list(jsonLists(call.loris.dialect, {}, { Recordings: shown ? members(call, project) : [] }));
}

function* members(call: LorisCall, project: string): Generator<object> {
  const { study } = call.loris;
  for (const candidate of study.candidates(project)) {
    if (!maySee(call, candidate)) continue;
    for (const visit of candidate.visits) {
      const name = recordingName(candidate, visit);
      yield {
        Candidate: candidate.id,
        PSCID: candidate.pscid,
        Visit: visit,
        Visit_date: study.visitDate(candidate, visit),
        Site: candidate.site[0],
        File: `bids_imports/Sandbox_BIDSVersion_1.1.0/sub-${candidate.pscid}/ses-${visit}/eeg/${name}`,
        Modality: "eeg",
        InsertTime: INSERTED,
        Link: `/candidates/${candidate.id}/${visit}/electrophysiology/${name}`,
      };
    }
  }
}
