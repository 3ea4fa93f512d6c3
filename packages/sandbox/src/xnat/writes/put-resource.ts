import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatOwner } from "../archive/archive-types.js";
import { checkEdit, ownerProject } from "./check-edit.js";

/** Creates a resource; one that is there is refused (recorded). */
export function putResource(call: XnatCall, owner: XnatOwner, label: string): Answer {
  checkEdit(call, ownerProject(call, owner));
  if (call.xnat.archive.resource(owner, label) !== undefined)
    throw new XnatError(409, "Specified resource already exists.");
  const { query } = call;
  call.xnat.archive.writes.resource(owner, label, {
    format: query.get("format") ?? "",
    content: query.get("content") ?? "",
    tags: query.get("tags") ?? "",
  });
  return restletAnswer();
}
