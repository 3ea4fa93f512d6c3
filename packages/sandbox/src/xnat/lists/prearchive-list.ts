import type { Answer } from "../../server/answer.js";
import { tableAnswer } from "../answers/table-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { canRead } from "../auth/access.js";
import { prearchiveRow } from "../prearchive/prearchive-row.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";

/** `/data/prearchive[/projects/P[,Q][/TIMESTAMP/FOLDER]]`: rows as recorded, without a total; Unassigned for administrators alone. */
export function prearchiveRoutes(call: XnatCall, names: readonly string[]): Answer {
  call.allow("GET", "HEAD");
  const [word, projects, stamp, folder, ...more] = names;
  if (word !== undefined && word !== "projects") throw new XnatError(404);
  if (projects !== undefined && stamp !== undefined) {
    const session = call.xnat.prearchive.find(projects, stamp, folder ?? "");
    if (session === undefined || more.length > 0)
      throw new XnatError(404, "Unable to locate prearc resource.");
    checkVisible(call, projects);
    return rows(call, [session]);
  }
  const asked = projects?.split(",");
  for (const project of asked ?? []) checkVisible(call, project);
  const tag = call.query.get("tag");
  return rows(
    call,
    call.xnat.prearchive
      .list(asked)
      .filter((one) => isVisible(call, one.project) && (tag === null || one.tag === tag)),
  );
}

function rows(call: XnatCall, sessions: readonly XnatPrearchiveSession[]): Answer {
  const all = sessions.map(prearchiveRow);
  return tableAnswer(call, {
    columns: Object.keys(all[0] ?? { project: "" }),
    rows: () => all,
    total: false,
  });
}

function checkVisible(call: XnatCall, project: string): void {
  if (project !== "Unassigned" && call.xnat.archive.project(project) === undefined) throw new XnatError(404);
  if (!isVisible(call, project)) throw new XnatError(403, "Invalid permissions for prearchive of project.");
}

function isVisible(call: XnatCall, id: string): boolean {
  if (call.account.admin === true) return true;
  const project = id === "Unassigned" ? undefined : call.xnat.archive.project(id);
  return project !== undefined && project.accessibility !== "public" && canRead(project, call.account);
}
