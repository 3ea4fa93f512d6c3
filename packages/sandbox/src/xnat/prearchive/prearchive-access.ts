import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { canEdit, canRead } from "../auth/access.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

/** @throws XnatError 404 for an unknown project, 403 for a prearchive that may not be seen */
export function checkVisible(call: XnatCall, project: string): void {
  if (project !== "Unassigned" && call.xnat.archive.project(project) === undefined) throw new XnatError(404);
  if (!isVisible(call, project)) throw new XnatError(403, "Invalid permissions for prearchive of project.");
}

/** Whether somebody sees what waits for a project; Unassigned is for administrators alone. */
export function isVisible(call: XnatCall, id: string): boolean {
  if (call.account.admin === true) return true;
  const project = id === "Unassigned" ? undefined : call.xnat.archive.project(id);
  return project !== undefined && project.accessibility !== "public" && canRead(project, call.account);
}

/** @throws XnatError 403 for somebody who may not write to the project, an unknown one included */
export function checkModify(call: XnatCall, id: string): void {
  const project = id === "Unassigned" ? undefined : call.xnat.archive.project(id);
  const may =
    id === "Unassigned" || project === undefined
      ? id === "Unassigned" && call.account.admin === true
      : canEdit(project, call.account);
  if (!may) throw new XnatError(403, "Invalid permissions for new project.");
}

/** What is being done to a session, so that nothing else may be. */
export function isLocked(session: XnatPrearchiveSession): boolean {
  return !["RECEIVING", "READY", "CONFLICT", "ERROR"].includes(session.status);
}
