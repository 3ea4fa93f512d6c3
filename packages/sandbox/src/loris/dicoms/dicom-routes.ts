import type { Answer } from "../../server/answer.js";
import { fileAnswer } from "../answers/file-answer.js";
import { EMPTY_ETAG, type LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import type { VisitOf } from "../candidates/visit-routes.js";
import { dicomTar, tarName } from "./dicom-tar.js";
import { processRoute } from "./process-route.js";
import { receiveDicoms } from "./receive-dicoms.js";
import { seriesInfo } from "./series-info.js";

/** …/dicoms and below. @throws LorisError */
export async function dicomRoutes(call: LorisCall, of: VisitOf, path: readonly string[]): Promise<Answer> {
  const [name, resource, ...rest] = path;
  if (name === undefined) {
    if (call.exchange.method === "POST" && !call.legacy) return receiveDicoms(call, of);
    call.allow("GET", ...(call.legacy ? [] : ["POST"]));
    return list(call, of);
  }
  if (resource === "processes" && call.v4 && rest.length <= 1)
    return processRoute(call, of, { name, upload: rest[0] });
  if (resource !== undefined) throw new LorisError(404, call.legacy ? undefined : "not found");
  call.allow("GET");
  if (call.legacy || name !== tarName(of))
    throw new LorisError(404, call.legacy ? "File not found" : "not found");
  return fileAnswer(call, dicomTar(of), { etag: EMPTY_ETAG });
}

/** PREVENT-AD's list of nothing has one member, which is empty (measured). */
function list(call: LorisCall, of: VisitOf): Answer {
  const tars = call.legacy
    ? [[]]
    : [
        {
          Tarname: tarName(of),
          ...(call.v4 ? { Patientname: `${of.candidate.pscid}_${of.candidate.id}_${of.visit}` } : {}),
          SeriesInfo: seriesInfo(of),
        },
      ];
  return call.json({ Meta: of.meta, DicomTars: tars }, "constant");
}
