import type { Answer } from "../../server/answer.js";
import { jsonAnswer } from "../answers/json-answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import type { VisitOf } from "../candidates/visit-routes.js";

/** …/dicoms/NAME/processes (v0.0.4-dev alone): what was uploaded under the name, and the start of the pipeline. @throws LorisError */
export async function processRoute(
  call: LorisCall,
  of: VisitOf,
  path: { readonly name: string; readonly upload: string | undefined },
): Promise<Answer> {
  call.allow("GET", "POST");
  const { dialect, uploads } = call.loris;
  const upload = uploads.find({ candidate: of.candidate.id, visit: of.visit, name: path.name });
  if (upload === undefined || (path.upload !== undefined && path.upload !== String(upload.id)))
    throw new LorisError(404, "not found");
  if (call.exchange.method === "GET")
    return call.json({ MriUploads: [{ MriUploadID: upload.id, Processes: [] }] }, "constant");
  const asked = readJson(await call.exchange.text());
  if (asked.ProcessType !== "mri_upload" || String(asked.MriUploadID) !== String(upload.id))
    throw new LorisError(400, "Invalid request");
  upload.started = true;
  // 202 is what the source says; the pipeline itself is not there.
  return jsonAnswer(dialect, 202, {
    Link: `/candidates/${of.candidate.id}/${of.visit}/dicoms/${path.name}/processes/${String(upload.id)}`,
    ProcessState: [],
  });
}

/** The members of a JSON object; none of what is not one. */
function readJson(text: string): { readonly ProcessType?: unknown; readonly MriUploadID?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
