import type { Answer } from "../../server/answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatExperiment } from "../archive/archive-types.js";
import type { FilesPlace } from "../files/files-place.js";
import { filesRoute } from "../files/files-routes.js";
import { itemAnswer } from "../items/item-answer.js";
import { scanItem } from "../items/items.js";
import { scanList } from "../lists/scan-list.js";
import { segmentsFrom } from "../raw-path.js";
import { deleteRecord } from "../writes/delete-record.js";
import { putScan } from "../writes/put-scan.js";
import { resourceRoutes } from "./resource-routes.js";

/** `…/scans…` of a session; a scan is named by its id, several by a list, `ALL`, `*` or their types. */
export async function scanRoutes(
  call: XnatCall,
  place: FilesPlace,
  experiment: XnatExperiment,
  path: Segments,
): Promise<Answer> {
  const [scans, part] = path.names;
  if (scans === undefined) return scanList(call, experiment);
  const rest = segmentsFrom(path, 2);
  const below = { ...place, scans };
  switch (part) {
    case undefined: {
      if (call.method === "PUT") return putScan(call, experiment, scans);
      const scan = call.xnat.archive.scan(experiment, scans);
      if (scan === undefined) throw new XnatError(404);
      if (call.method === "DELETE") return deleteRecord(call, scan);
      call.allow("GET", "HEAD", "PUT", "DELETE");
      return itemAnswer(call, scanItem(call.xnat, scan));
    }
    case "resources":
      return resourceRoutes(call, below, rest);
    case "files":
      return filesRoute(call, below, rest);
    default:
      throw new XnatError(404);
  }
}
