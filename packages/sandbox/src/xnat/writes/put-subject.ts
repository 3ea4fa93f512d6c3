import type { Answer } from "../../server/answer.js";
import { plainAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject } from "../archive/archive-types.js";
import { checkEdit } from "./check-edit.js";

/** Query keys that are no field of a subject. */
const NO_FIELD = new Set(["format", "xsiType", "XNAT_CSRF", "event_reason", "label", "activate"]);

/** Creates a subject (201) or changes it (200); the body is its accession id (recorded). */
export function putSubject(call: XnatCall, project: XnatProject, name: string): Answer {
  checkEdit(call, project);
  const { archive } = call.xnat;
  const fields = Object.fromEntries([...call.query].filter(([key]) => !NO_FIELD.has(key)));
  const known = archive.subject(name, project.id);
  if (known !== undefined) {
    archive.overlay.change(known, { fields: { ...known.fields, ...fields } });
    return plainAnswer(known.id);
  }
  checkLabel(name);
  return plainAnswer(archive.writes.subject(project.id, name, fields, call.writer).id, { status: 201 });
}

/** @throws XnatError 500 for a label with anything but letters, digits, `_` and `-` in it (recorded for a space) */
export function checkLabel(label: string): void {
  if (!/^[\w-]+$/.test(label)) throw new XnatError(500);
}
