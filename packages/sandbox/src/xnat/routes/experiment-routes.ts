import type { Answer } from "../../server/answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatExperiment } from "../archive/archive-types.js";
import { checkRead } from "../auth/access.js";
import type { FilesPlace } from "../files/files-place.js";
import { filesRoute } from "../files/files-routes.js";
import { itemAnswer } from "../items/item-answer.js";
import { experimentItem } from "../items/items.js";
import { experimentList } from "../lists/experiment-lists.js";
import { segmentsFrom } from "../raw-path.js";
import { deleteRecord } from "../writes/delete-record.js";
import { resourceRoutes } from "./resource-routes.js";
import { scanRoutes } from "./scan-routes.js";

/** `/data/experiments…`: outside a project only the accession id names a session; a list of them is for zips. */
export async function experimentRoutes(call: XnatCall, path: Segments): Promise<Answer> {
  const [ids] = path.names;
  if (ids === undefined) return experimentList(call);
  const experiments = ids.split(",").map((id): XnatExperiment => {
    const experiment = call.xnat.archive.experiment(id);
    if (experiment === undefined) throw new XnatError(404);
    checkRead(call, call.xnat.archive.project(experiment.project));
    return experiment;
  });
  return experimentBelow(call, { experiments }, segmentsFrom(path, 1));
}

/** What lies below a session, however it was reached. */
export async function experimentBelow(
  call: XnatCall,
  place: FilesPlace & { readonly experiments: readonly XnatExperiment[] },
  path: Segments,
): Promise<Answer> {
  const [experiment] = place.experiments;
  if (experiment === undefined) throw new XnatError(404);
  const rest = segmentsFrom(path, 1);
  switch (path.names[0]) {
    case undefined:
      if (call.method === "DELETE") return deleteRecord(call, experiment);
      call.allow("GET", "HEAD", "PUT", "DELETE");
      return itemAnswer(call, experimentItem(call.xnat, experiment));
    case "scans":
      return scanRoutes(call, place, experiment, rest);
    case "resources":
      return resourceRoutes(call, place, rest);
    case "files":
      return filesRoute(call, place, rest);
    default:
      throw new XnatError(404);
  }
}
