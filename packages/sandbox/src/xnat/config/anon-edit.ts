import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import { tableAnswer } from "../answers/table-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { timestamp } from "../archive/timestamp.js";
import { anonPlace } from "./anon-place.js";

/**
 * `/data/config/edit[/projects/P]/image/dicom/{script,status}`: how 1.6 sets scripts, and 1.9 still takes.
 *
 * GET answers one row with `script` or `edit` in it; PUT takes the script as its body, the switch as `?activate=`
 * (measured for the site's) or as its body. Columns are inferred from programs that read them.
 */
export async function anonEdit(call: XnatCall, names: readonly string[]): Promise<Answer> {
  const inProject = names[0] === "projects";
  const project = inProject ? (names[1] ?? "") : undefined;
  const [image, dicom, what, ...more] = inProject ? names.slice(2) : names;
  if (image !== "image" || dicom !== "dicom" || more.length > 0) throw new XnatError(404);
  if (what !== "script" && what !== "status") throw new XnatError(404);
  call.allow("GET", "HEAD", "PUT");
  const place = anonPlace(call, project);
  if (!call.reads) {
    const body = await call.exchange.text();
    if (what === "script") place.change({ script: body });
    else place.change({ enabled: (call.query.get("activate") ?? body.trim()) === "true" });
    return restletAnswer();
  }
  const { script } = place;
  const value = what === "script" ? script?.script : String(script?.enabled ?? false);
  const row = {
    project: project ?? "",
    [what === "script" ? "script" : "edit"]: value ?? "",
    user: script?.user ?? "",
    create_date: script === undefined ? "" : timestamp(script.changedMs),
    id: String(script?.version ?? 0),
  };
  return tableAnswer(call, { columns: Object.keys(row), rows: () => (value === undefined ? [] : [row]) });
}
