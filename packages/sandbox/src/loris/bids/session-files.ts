import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import { type LorisCall, LEGACY_ETAG } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import type { VisitOf } from "../candidates/visit-routes.js";
import { smallFile } from "../study/loris-file.js";
import type { LorisCandidate } from "../study/study-types.js";

/** Links of a session's table of scans. */
export function sessionLinks(
  candidate: LorisCandidate,
  visit: string,
): { readonly TsvLink: string; readonly JsonLink: string } {
  const base = `/candidates/${candidate.id}/${visit}/bidsfiles/sub-${candidate.id}_ses-${visit}_scans`;
  return { TsvLink: `${base}.tsv`, JsonLink: `${base}.json` };
}

/** …/bidsfiles and …/bidsfiles/NAME. @throws LorisError 404 for another name */
export function sessionFiles(call: LorisCall, of: VisitOf, path: readonly string[]): Answer {
  call.allow("GET");
  const [name, ...rest] = path;
  const { candidate, visit } = of;
  const links = sessionLinks(candidate, visit);
  if (name === undefined) return call.json({ Meta: of.meta, Files: links }, "constant");
  const link = `/candidates/${candidate.id}/${visit}/bidsfiles/${name}`;
  const { study } = call.loris;
  const isTable = link === links.TsvLink;
  if (rest.length > 0 || (!isTable && link !== links.JsonLink)) throw new LorisError(404, "File not found");
  const lines = isTable
    ? [...study.visitImages(candidate, visit)].map(
        (image) => `${image.subfolder}/${image.bidsName}.nii.gz\t${image.visitDate}\n`,
      )
    : [];
  const content = isTable
    ? `filename\tacq_time\n${lines.join("")}`
    : '{\n    "filename": {"Description": "Path of the image"},\n    "acq_time": {"Description": "Day of the scan"}\n}\n';
  return fileAnswer(
    call,
    smallFile(link, content, {
      mtime: 1_558_633_727,
      contentType: isTable ? "text/tsv" : "text/html; charset=utf-8",
    }),
    { etag: LEGACY_ETAG, missing: "empty500" },
  );
}
