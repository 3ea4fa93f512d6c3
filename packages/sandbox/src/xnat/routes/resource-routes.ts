import type { Answer } from "../../server/answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatOwner } from "../archive/archive-types.js";
import { type FilesPlace, ownersAt } from "../files/files-place.js";
import { filesRoute } from "../files/files-routes.js";
import { catalogAnswer } from "../items/catalog-answer.js";
import { resourceList } from "../lists/resource-list.js";
import { segmentsFrom } from "../raw-path.js";
import { deleteFile } from "../writes/delete-file.js";
import { deleteRecord } from "../writes/delete-record.js";
import { putFile } from "../writes/put-file.js";
import { putResource } from "../writes/put-resource.js";

/** `…/resources…` of whatever stands before it. */
export async function resourceRoutes(call: XnatCall, place: FilesPlace, path: Segments): Promise<Answer> {
  const [resources, part] = path.names;
  const owners = ownersOrSubject(call, place);
  if (resources === undefined) return resourceList(call, owners);
  const [owner] = owners;
  if (owner === undefined) throw new XnatError(404);
  if (part === "files") {
    const tail = segmentsFrom(path, 2);
    if (call.reads) return filesRoute(call, { ...place, resources }, tail);
    call.allow("GET", "HEAD", "PUT", "POST", "DELETE");
    return call.method === "DELETE"
      ? deleteFile(call, owner, resources, tail)
      : putFile(call, owner, resources, tail);
  }
  if (part !== undefined) throw new XnatError(404);
  if (call.method === "PUT") return putResource(call, owner, resources);
  const resource = call.xnat.archive.resource(owner, resources);
  if (resource === undefined) throw new XnatError(404);
  if (call.method === "DELETE") return deleteRecord(call, resource);
  call.allow("GET", "HEAD", "PUT", "DELETE");
  return catalogAnswer(call, resource);
}

/** An unknown scan below a subject's address shows the subject's own resources instead of 404 (measured on 1.6.4). */
function ownersOrSubject(call: XnatCall, place: FilesPlace): readonly XnatOwner[] {
  const owners = ownersAt(call.xnat.archive, place);
  if (owners.length > 0) return owners;
  if (place.subject === undefined || !call.legacy) throw new XnatError(404);
  return [place.subject];
}
