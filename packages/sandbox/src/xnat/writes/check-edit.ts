import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatOwner, XnatProject } from "../archive/archive-types.js";
import { canEdit, canOwn } from "../auth/access.js";
import { projectOf } from "../files/made-up-files.js";

/** The project that owns a record. */
export function ownerProject(call: XnatCall, owner: XnatOwner): XnatProject | undefined {
  return call.xnat.archive.project(projectOf(owner));
}

/** @throws XnatError 403 for somebody who may not write to a project (the wording is inferred) */
export function checkEdit(call: XnatCall, project: XnatProject | undefined): void {
  if (project === undefined || !canEdit(project, call.account))
    throw new XnatError(403, "Specified user account has insufficient create privileges for this project.");
}

/** @throws XnatError 403 for somebody who does not own a project */
export function checkOwn(call: XnatCall, project: XnatProject | undefined): void {
  if (project === undefined || !canOwn(project, call.account))
    throw new XnatError(403, "User account doesn't have permission to edit this project.");
}
