import type { Answer } from "../../server/answer.js";
import { plainAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject, XnatSubject } from "../archive/archive-types.js";
import { isoDay } from "../lists/filters.js";
import { checkEdit } from "./check-edit.js";
import { checkLabel } from "./put-subject.js";

/** Creates a session (201), and its subject where there is none yet, or changes it (200); the body is its accession id (recorded). */
export function putExperiment(
  call: XnatCall,
  project: XnatProject,
  owner: XnatSubject | string,
  label: string,
): Answer {
  checkEdit(call, project);
  const { archive } = call.xnat;
  const day = call.query.get("date");
  const date = day === null ? undefined : isoDay(day);
  const note = call.query.get("note");
  const fields = note === null ? {} : { note };
  const known = archive.experiment(label, project.id);
  if (known !== undefined) {
    if (known.subject.id !== (typeof owner === "string" ? "" : owner.id))
      throw new XnatError(409, "Specified label is already in use by another subject.");
    archive.overlay.change(known, {
      ...(date === undefined ? {} : { date }),
      fields: { ...known.fields, ...fields },
    });
    return plainAnswer(known.id);
  }
  const xsiType = call.query.get("xsiType");
  if (xsiType === null) throw new XnatError(417, "Need PUT Contents");
  checkLabel(label);
  if (typeof owner === "string") checkLabel(owner);
  const subject =
    typeof owner === "string" ? archive.writes.subject(project.id, owner, {}, call.writer) : owner;
  const made = archive.writes.experiment(subject, label, { xsiType, date: date ?? "", fields }, call.writer);
  return plainAnswer(made.id, { status: 201 });
}
