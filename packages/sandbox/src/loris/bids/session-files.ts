import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import type { VisitOf } from "../candidates/visit-routes.js";
import { FIRST_INSERT } from "../study/image-maker.js";
import { type LorisFile, smallFile } from "../study/loris-file.js";
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
  if (rest.length > 0 || (link !== links.TsvLink && link !== links.JsonLink))
    throw new LorisError(404, "File not found");
  // Only the study's own files were measured to share a tag; these have a file's (inferred).
  return fileAnswer(call, sessionFile(call, of, link), { missing: "empty500" });
}

function sessionFile(call: LorisCall, of: VisitOf, link: string): LorisFile {
  const isTable = link.endsWith(".tsv");
  const contentType = isTable ? "text/tsv" : "text/html; charset=utf-8";
  const set = call.loris.sessionFiles.get(link);
  if (set !== undefined) return smallFile(link, set.text, { mtime: set.mtime, contentType });
  let mtime = FIRST_INSERT;
  let rows = "filename\tacq_time\n";
  for (const image of call.loris.study.visitImages(of.candidate, of.visit)) {
    mtime = Math.max(mtime, image.mtime);
    rows += `${image.subfolder}/${image.bidsName}.nii.gz\t${image.visitDate}\n`;
  }
  return isTable
    ? smallFile(link, rows, { mtime, contentType })
    : smallFile(link, DESCRIPTION, { mtime: FIRST_INSERT, contentType });
}

const DESCRIPTION = `{
    "filename": {"Description": "Path of the image"},
    "acq_time": {"Description": "Day of the scan"}
}
`;
