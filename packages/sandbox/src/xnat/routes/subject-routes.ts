import type { Answer } from "../../server/answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject, XnatSubject } from "../archive/archive-types.js";
import { checkRead } from "../auth/access.js";
import { filesRoute } from "../files/files-routes.js";
import { itemAnswer } from "../items/item-answer.js";
import { subjectItem } from "../items/items.js";
import { experimentList } from "../lists/experiment-lists.js";
import { subjectList } from "../lists/subject-lists.js";
import { segmentsFrom } from "../raw-path.js";
import { deleteRecord } from "../writes/delete-record.js";
import { putExperiment } from "../writes/put-experiment.js";
import { experimentBelow } from "./experiment-routes.js";
import { resourceRoutes } from "./resource-routes.js";

/** `/data/subjects…`: outside a project only the accession id names a subject. */
export async function subjectRoutes(call: XnatCall, path: Segments): Promise<Answer> {
  const [id] = path.names;
  if (id === undefined) return subjectList(call);
  const subject = call.xnat.archive.subject(id);
  if (subject === undefined) throw new XnatError(404);
  checkRead(call, call.xnat.archive.project(subject.project), "subjects");
  return subjectBelow(call, undefined, subject, segmentsFrom(path, 1));
}

/** `/data/projects/P/subjects/S…`: by label or accession id. */
export async function subjectInProject(
  call: XnatCall,
  project: XnatProject,
  path: Segments,
): Promise<Answer> {
  const [name = "", part, label] = path.names;
  const subject = call.xnat.archive.subject(name, project.id);
  const creates = call.method === "PUT" && part === "experiments" && path.names.length === 3;
  if (creates && label !== undefined) return putExperiment(call, project, subject ?? name, label);
  if (subject === undefined) throw new XnatError(404);
  return subjectBelow(call, project, subject, segmentsFrom(path, 1));
}

async function subjectBelow(
  call: XnatCall,
  project: XnatProject | undefined,
  subject: XnatSubject,
  path: Segments,
): Promise<Answer> {
  const [part, name] = path.names;
  const place = { ...(project && { project }), subject };
  switch (part) {
    case undefined:
      if (call.method === "DELETE") return deleteRecord(call, subject);
      call.allow("GET", "HEAD", "PUT", "DELETE");
      return itemAnswer(call, subjectItem(call.xnat, subject));
    case "experiments": {
      if (name === undefined) return experimentList(call, project, subject);
      const experiment = call.xnat.archive.experiment(name, project?.id ?? subject.project);
      if (experiment?.subject.id !== subject.id) throw new XnatError(404);
      return experimentBelow(call, { ...place, experiments: [experiment] }, segmentsFrom(path, 2));
    }
    case "resources":
      return resourceRoutes(call, place, segmentsFrom(path, 1));
    case "files":
      return filesRoute(call, place, segmentsFrom(path, 1));
    default:
      throw new XnatError(404);
  }
}
