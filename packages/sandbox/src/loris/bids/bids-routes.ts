import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import { jsonLists } from "../answers/json-list.js";
import { type LorisCall, LEGACY_ETAG } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { maySee } from "../candidates/find-candidate.js";
import { smallFile } from "../study/loris-file.js";
import { bidsLinks } from "./image-bids.js";
import { sessionLinks } from "./session-files.js";

const BASE = "/projects/loris/bids";

/** /projects/ANY/bids/ and the study's files; whatever the project in the URL, the links say `loris` (measured). */
export function bidsRoutes(call: LorisCall, path: readonly string[]): Answer {
  call.allow("GET");
  const [name, ...rest] = path;
  if (name === undefined) return listing(call);
  const text = call.loris.studyFiles.get(name);
  if (text === undefined || rest.length > 0) throw new LorisError(404, "File not found");
  const contentType = name.endsWith(".tsv")
    ? "text/tsv"
    : name.endsWith(".json")
      ? "text/html; charset=utf-8"
      : "text/plain;charset=utf-8";
  const file = smallFile(`${BASE}/${name}`, text, { mtime: 1_558_633_727, contentType });
  return fileAnswer(call, file, { etag: LEGACY_ETAG, missing: "empty500" });
}

function listing(call: LorisCall): Answer {
  const head = {
    DatasetDescription: { Link: `${BASE}/dataset_description.json` },
    README: { Link: `${BASE}/README` },
    BidsValidatorConfig: { Link: `${BASE}/.bids-validator-config.json` },
    Participants: { TsvLink: `${BASE}/participants.tsv`, JsonLink: `${BASE}/participants.json` },
  };
  return call.list(
    jsonLists(call.loris.dialect, head, { SessionFiles: sessions(call), Images: images(call) }),
  );
}

function* sessions(call: LorisCall): Generator<object> {
  for (const candidate of call.loris.study.candidates()) {
    if (!maySee(call, candidate)) continue;
    for (const visit of candidate.visits)
      yield {
        Candidate: candidate.id,
        PSCID: candidate.pscid,
        Visit: visit,
        ...sessionLinks(candidate, visit),
      };
  }
}

function* images(call: LorisCall): Generator<object> {
  for (const image of call.loris.study.images())
    if (maySee(call, image.owner))
      yield {
        Candidate: image.candidate,
        PSCID: image.owner.pscid,
        Visit: image.visit,
        LorisScanType: image.scanType,
        Subfolder: image.subfolder,
        ...bidsLinks(image),
      };
}
