import type { Answer } from "../../server/answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { segmentsFrom } from "../raw-path.js";
import { checkVisible, isVisible } from "./prearchive-access.js";
import { prearchiveTable } from "./prearchive-row.js";
import { sessionRoutes } from "./session-routes.js";

/** `/data/prearchive[/projects/P[,Q][/TIMESTAMP/FOLDER…]]`: rows as recorded; Unassigned for administrators alone. */
export async function prearchiveRoutes(call: XnatCall, path: Segments): Promise<Answer> {
  const [word, projects, stamp, folder] = path.names;
  if (word !== undefined && word !== "projects") throw new XnatError(404);
  if (projects !== undefined && stamp !== undefined) {
    const session = call.xnat.prearchive.find(projects, stamp, folder ?? "");
    if (session === undefined) throw new XnatError(404, "Unable to locate prearc resource.");
    checkVisible(call, projects);
    return sessionRoutes(call, session, segmentsFrom(path, 4));
  }
  call.allow("GET", "HEAD");
  const asked = projects?.split(",");
  for (const project of asked ?? []) checkVisible(call, project);
  const tag = call.query.get("tag");
  return prearchiveTable(
    call,
    call.xnat.prearchive
      .list(asked)
      .filter((one) => isVisible(call, one.project) && (tag === null || one.tag === tag)),
  );
}
