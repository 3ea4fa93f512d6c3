import type { Answer } from "../../server/answer.js";
import { notAllowed, type Segments, type XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject } from "../archive/archive-types.js";
import { canSee, checkRead } from "../auth/access.js";
import { configRoutes } from "../config/config-routes.js";
import { filesRoute } from "../files/files-routes.js";
import { itemAnswer } from "../items/item-answer.js";
import { experimentItem, projectItem } from "../items/items.js";
import { experimentList } from "../lists/experiment-lists.js";
import { projectList } from "../lists/project-list.js";
import { subjectList } from "../lists/subject-lists.js";
import { segmentsFrom } from "../raw-path.js";
import { accessibility } from "../writes/accessibility.js";
import { projectCode } from "../writes/project-code.js";
import { deleteProject, postProject, putProject } from "../writes/put-project.js";
import { putSubject } from "../writes/put-subject.js";
import { resourceRoutes } from "./resource-routes.js";
import { subjectInProject } from "./subject-routes.js";

/** `/data/projects…`. */
export async function projectRoutes(call: XnatCall, path: Segments): Promise<Answer> {
  const [id, part, name] = path.names;
  if (id === undefined) return call.method === "POST" ? postProject(call) : projectList(call);
  const rest = segmentsFrom(path, 2);
  if (part === undefined) return oneProject(call, id);
  const project = call.xnat.archive.project(id);
  if (project === undefined) throw new XnatError(404);
  switch (part) {
    case "accessibility":
      return accessibility(call, project, name);
    case "prearchive_code":
    case "quarantine_code":
      return projectCode(call, project, part, name);
    case "config":
      checkRead(call, project);
      return configRoutes(call, rest.names, project);
    case "subjects":
      checkRead(call, project, "subjects");
      if (name === undefined) return subjectList(call, project);
      if (call.method === "PUT" && path.names.length === 3) return putSubject(call, project, name);
      return subjectInProject(call, project, segmentsFrom(path, 2));
    case "experiments":
      checkRead(call, project);
      if (name === undefined) return experimentList(call, project);
      return anyExperiment(call, project, name);
    case "resources":
      checkRead(call, project);
      return resourceRoutes(call, { project }, rest);
    case "files":
      checkRead(call, project);
      return filesRoute(call, { project }, rest);
    default:
      throw new XnatError(404);
  }
}

async function oneProject(call: XnatCall, id: string): Promise<Answer> {
  if (call.method === "PUT") return putProject(call, id);
  const project = call.xnat.archive.project(id);
  if (project === undefined || !canSee(project, call.account))
    throw project === undefined ? new XnatError(404) : new XnatError(403);
  if (call.method === "DELETE") return deleteProject(call, project);
  call.allow("GET", "HEAD", "PUT", "DELETE");
  return itemAnswer(call, projectItem(project));
}

/**
 * `/data/projects/P/experiments/E` and whatever is written behind it: the session's item, and nothing but GET (recorded,
 * where somebody asked for its scans there).
 */
function anyExperiment(call: XnatCall, project: XnatProject, name: string): Answer {
  if (!call.reads) throw notAllowed("GET", "HEAD", "OPTIONS");
  const experiment = call.xnat.archive.experiment(name, project.id);
  if (experiment === undefined) throw new XnatError(404);
  return itemAnswer(call, experimentItem(call.xnat, experiment));
}
