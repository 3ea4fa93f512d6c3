import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatOwner, XnatResource } from "../archive/archive-types.js";
import { checkOwn, ownerProject } from "./check-edit.js";

/** Deletes a subject, session, scan or resource; with or without `removeFiles`, nothing of it is shown again. */
export function deleteRecord(call: XnatCall, record: XnatOwner | XnatResource): Answer {
  checkOwn(call, ownerProject(call, record.kind === "resource" ? record.owner : record));
  call.xnat.archive.overlay.remove(record);
  return restletAnswer();
}
