import type { Answer } from "../../server/answer.js";
import { plainAnswer, restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject } from "../archive/archive-types.js";
import { checkRead } from "../auth/access.js";
import { checkOwn } from "./check-edit.js";

/** `/data/projects/P/{prearchive_code,quarantine_code}[/N]`: the number as text, or set to another (read in 1.9's source). */
export function projectCode(
  call: XnatCall,
  project: XnatProject,
  kind: "prearchive_code" | "quarantine_code",
  code: string | undefined,
): Answer {
  call.allow("GET", "HEAD", "PUT");
  const field = kind === "prearchive_code" ? "prearchiveCode" : "quarantineCode";
  if (call.method !== "PUT") {
    checkRead(call, project);
    return plainAnswer(String(project[field]), { negotiated: true });
  }
  checkOwn(call, project);
  if (code === undefined || !/^\d$/.test(code)) throw new XnatError(400);
  call.xnat.archive.overlay.change(project, { [field]: Number(code) });
  return restletAnswer();
}
