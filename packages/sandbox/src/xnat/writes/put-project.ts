import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject } from "../archive/archive-types.js";
import { GUEST } from "../auth/accounts.js";
import { checkOwn } from "./check-edit.js";

/** Creates a project or saves it again, which puts the id in place of a name that is not sent along (measured on 1.6.4). */
export async function putProject(call: XnatCall, id: string): Promise<Answer> {
  const { archive } = call.xnat;
  if (call.account === GUEST) throw new XnatError(403);
  if (!/^[\w-]+$/.test(id)) throw new XnatError(417, "Invalid character in project ID.");
  const given = attributes(await call.exchange.text());
  const known = archive.project(id);
  if (known !== undefined) checkOwn(call, known);
  // Read in 1.9's source; the first words are inferred.
  else if (call.xnat.deletedProjects.has(id))
    throw new XnatError(
      403,
      `Project '${id}' was used in a previously deleted project and cannot be reused.`,
    );
  const project = known ?? archive.writes.project(id, {}, call.writer);
  if (known === undefined) call.xnat.accounts.grant(call.account.username, id);
  const asked = (name: string): string | undefined => call.query.get(name) ?? given.get(name);
  const [description, secondaryId] = [asked("description"), asked("secondary_ID")];
  const level = (["private", "protected", "public"] as const).find((one) => one === asked("accessibility"));
  archive.overlay.change(project, {
    name: asked("name") ?? project.id,
    ...(description === undefined ? {} : { description }),
    ...(secondaryId === undefined ? {} : { secondaryId }),
    ...(level === undefined ? {} : { accessibility: level }),
  });
  return restletAnswer();
}

/** `?removeFiles=true` or not: what was made up has no files to be left behind. */
export function deleteProject(call: XnatCall, project: XnatProject): Answer {
  checkOwn(call, project);
  call.xnat.archive.overlay.remove(project);
  call.xnat.deletedProjects.add(project.id);
  return restletAnswer();
}

/** What little of a project's XML document is understood: its attributes and the texts of its elements. */
function attributes(xml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of xml.matchAll(/\s(\w+)="([^"]*)"/g)) found.set(name, value);
  for (const [, name = "", value = ""] of xml.matchAll(/<xnat:(\w+)>([^<]*)</g)) found.set(name, value);
  return found;
}
