import type { Answer } from "../../server/answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import type { LorisImage } from "../study/study-types.js";

/** …/qc: `Selected` is a boolean here and a text in the project's list; no caveat is one of nothing but null (recorded). */
export function qcRoute(call: LorisCall, image: LorisImage, meta: object): Answer {
  return call.json(
    {
      Meta: meta,
      QC: image.qc,
      Selected: image.selected ? true : null,
      Caveats: [{ Severity: null, Header: null, Value: null, ValidRange: null, ValidRegex: null }],
    },
    call.legacy ? "empty" : "constant",
  );
}
