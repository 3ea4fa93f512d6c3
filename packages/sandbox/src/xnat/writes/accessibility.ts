import type { Answer } from "../../server/answer.js";
import { plainAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject } from "../archive/archive-types.js";
import { canSee } from "../auth/access.js";
import { checkOwn } from "./check-edit.js";

const LEVELS = ["private", "protected", "public"] as const;

/** `/data/projects/P/accessibility[/LEVEL]`: PUT answers with the level as it was before (recorded). */
export function accessibility(call: XnatCall, project: XnatProject, level: string | undefined): Answer {
  call.allow("GET", "HEAD", "PUT");
  if (!canSee(project, call.account)) throw new XnatError(403);
  if (call.method !== "PUT") return plainAnswer(project.accessibility, { negotiated: true });
  checkOwn(call, project);
  const asked = LEVELS.find((one) => one === level);
  if (asked === undefined) throw new XnatError(400);
  call.xnat.archive.overlay.change(project, { accessibility: asked });
  return plainAnswer(project.accessibility);
}
