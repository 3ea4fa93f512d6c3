import type { Answer } from "../../server/answer.js";
import { plainAnswer, restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject } from "../archive/archive-types.js";
import { canOwn } from "../auth/access.js";
import { GUEST } from "../auth/accounts.js";
import { checkOwn } from "./check-edit.js";
import { conflictsOf, idIn, sentFields } from "./project-fields.js";

/** Creates a project or saves it again, which puts the id in place of a name that is not sent along (measured on 1.6.4). */
export async function putProject(call: XnatCall, id: string): Promise<Answer> {
  saveProject(call, id, await call.exchange.text());
  return restletAnswer();
}

/** POST of a document to `/data/projects`: 201 with its address, 409 where there is one (read in 1.9's source). */
export async function postProject(call: XnatCall): Promise<Answer> {
  const xml = await call.exchange.text();
  const id = idIn(xml) ?? call.query.get("ID") ?? undefined;
  if (id === undefined || id === "") throw new XnatError(417, "Need POST Contents");
  if (call.xnat.archive.project(id) !== undefined) throw new XnatError(409, "Project already exists.");
  saveProject(call, id, xml);
  return plainAnswer(id, { status: 201, headers: [["Location", `/data/projects/${id}`]] });
}

function saveProject(call: XnatCall, id: string, xml: string): void {
  const { archive } = call.xnat;
  const { username } = call.account;
  if (call.account === GUEST) throw new XnatError(403);
  const known = archive.project(id);
  if (known !== undefined && !canOwn(known, call.account))
    throw new XnatError(403, `User ${username} doesn't have permission to edit the project ${id}`);
  if (!/^[\w-]+$/.test(id)) throw new XnatError(417, "Invalid character in project ID.");
  if ((idIn(xml) ?? id).toLowerCase() !== id.toLowerCase())
    throw new XnatError(
      417,
      "The project ID for the REST call must match the value in submitted request body.",
    );
  if (known === undefined && call.xnat.deletedProjects.has(id))
    throw new XnatError(
      403,
      `Project '${id}' was used in a previously deleted project and cannot be reused.`,
    );
  const sent = sentFields(call, xml);
  const conflicts = conflictsOf(call, id, sent);
  if (conflicts.length > 0)
    throw new XnatError(
      409,
      `Requested new project conflicts with existing projects: ${conflicts.join(", ")}`,
    );
  const project = known ?? archive.writes.project(id, {}, call.writer);
  if (known === undefined) call.xnat.accounts.grant(username, id);
  const asked = call.query.get("accessibility");
  const level = (["private", "protected", "public"] as const).find((one) => one === asked);
  archive.overlay.change(project, {
    name: project.id,
    ...sent,
    ...(level === undefined ? {} : { accessibility: level }),
  });
}

/** `?removeFiles=true` or not: what was made up has no files to be left behind. */
export function deleteProject(call: XnatCall, project: XnatProject): Answer {
  checkOwn(call, project);
  call.xnat.archive.overlay.remove(project);
  call.xnat.deletedProjects.add(project.id);
  return restletAnswer();
}
