import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatOwner } from "../archive/archive-types.js";
import { checkOwn, ownerProject } from "./check-edit.js";
import { storedPath } from "../files/files-routes.js";

/** Deletes by prefix: `img1` takes `img10` with it (read in 1.9's source). */
export function deleteFile(call: XnatCall, owner: XnatOwner, name: string, tail: Segments): Answer {
  checkOwn(call, ownerProject(call, owner));
  const resource = call.xnat.archive.resource(owner, name);
  if (resource === undefined) throw new XnatError(404);
  const prefix = storedPath(call, tail);
  const files = [...call.xnat.files.list(resource)].filter((file) => file.path.startsWith(prefix));
  if (files.length === 0) throw new XnatError(404);
  for (const file of files) call.xnat.files.unlist(file);
  return restletAnswer();
}
