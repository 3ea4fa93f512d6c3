import type { XnatProject } from "../archive/archive-types.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatAccount } from "./accounts.js";

/** The group of a project that an account is in. */
export function roleIn(project: string, account: XnatAccount): "Owners" | "Members" | "Collaborators" | "" {
  if (account.owns?.includes(project) === true) return "Owners";
  if (account.member?.includes(project) === true) return "Members";
  return account.collaborator?.includes(project) === true ? "Collaborators" : "";
}

/** Whether lists of projects show it: a protected one is shown to all, its data to its members. */
export function canSee(project: XnatProject, account: XnatAccount): boolean {
  return canRead(project, account) || project.accessibility === "protected";
}

/** Whether its data may be read. */
export function canRead(project: XnatProject, account: XnatAccount): boolean {
  return account.admin === true || project.accessibility === "public" || roleIn(project.id, account) !== "";
}

/** Whether data may be written. */
export function canEdit(project: XnatProject, account: XnatAccount): boolean {
  return account.admin === true || ["Owners", "Members"].includes(roleIn(project.id, account));
}

/** Whether the project itself may be changed, or anything in it deleted. */
export function canOwn(project: XnatProject, account: XnatAccount): boolean {
  return account.admin === true || roleIn(project.id, account) === "Owners";
}

/** @throws XnatError 403 where a project's data may not be read (the wording is inferred) */
export function checkRead(call: XnatCall, project: XnatProject | undefined, what = "experiments"): void {
  if (project === undefined || !canRead(project, call.account))
    throw new XnatError(
      403,
      `Specified user account has insufficient priviledges for ${what} in this project.`,
    );
}
