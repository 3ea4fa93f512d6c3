import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatExperiment, XnatScan } from "../archive/archive-types.js";
import { checkEdit, ownerProject } from "./check-edit.js";

/** Creates a scan or changes it: 200 and nothing either way (recorded). */
export function putScan(call: XnatCall, experiment: XnatExperiment, id: string): Answer {
  checkEdit(call, ownerProject(call, experiment));
  const { archive } = call.xnat;
  const xsiType = call.query.get("xsiType") ?? undefined;
  const known = archive.scan(experiment, id);
  // Measured on 1.6.4; 1.9 takes the session's modality (read in its source).
  if (xsiType === undefined && known === undefined && call.legacy)
    throw new XnatError(417, "Need PUT Contents");
  if (known !== undefined && xsiType !== undefined && xsiType !== known.xsiType) throw new XnatError(409);
  const fields = given(call);
  if (known === undefined)
    archive.writes.scan(
      experiment,
      id,
      { ...(xsiType === undefined ? {} : { xsiType }), ...fields },
      call.writer,
    );
  else archive.overlay.change(known, fields);
  return restletAnswer();
}

function given(call: XnatCall): Partial<Pick<XnatScan, "type" | "seriesDescription" | "quality" | "note">> {
  const names = [
    ["type", "type"],
    ["series_description", "seriesDescription"],
    ["quality", "quality"],
    ["note", "note"],
  ] as const;
  return Object.fromEntries(
    names.flatMap(([asked, field]) => {
      const value = call.query.get(asked);
      return value === null ? [] : [[field, value]];
    }),
  );
}
