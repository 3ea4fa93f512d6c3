import type { Answer } from "../../server/answer.js";
import { jsonLists } from "../answers/json-list.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { maySee } from "../candidates/find-candidate.js";
import { imageLink, type LorisImage } from "../study/study-types.js";

/** /projects/X/images: already without what the user may not see; nothing at all for one without permissions (measured). */
export function projectImages(call: LorisCall, project: string): Answer {
  const since = sinceOf(call);
  return call.list(
    jsonLists(call.loris.dialect, {}, { Images: members(call, project, since) }),
    call.listEtag("Images"),
  );
}

/**
 * PREVENT-AD's rewrite rule drops the query (S).
 *
 * @throws LorisError 400 with PHP's own words (measured)
 */
export function sinceOf(call: LorisCall): number {
  const since = call.exchange.query.get("since");
  if (call.legacy || since === null) return -Infinity;
  const time = Date.parse(since);
  if (Number.isNaN(time))
    throw new LorisError(
      400,
      `DateTime::__construct(): Failed to parse time string (${since}) at position 0 (${since.slice(0, 1)}): ` +
        "The timezone could not be found in the database",
    );
  return time;
}

function* members(call: LorisCall, project: string, since: number): Generator<object> {
  for (const image of call.loris.study.images(project)) {
    if (!maySee(call, image.owner)) continue;
    if (since !== -Infinity && Date.parse(image.insertTime) < since) continue;
    yield member(call, image);
  }
}

/** Each written out, in the order of its recording: objects put together by spreading take most of the time of a long list. */
function member(call: LorisCall, image: LorisImage): object {
  const { owner } = image;
  const selected = image.selected ? "true" : null;
  return call.legacy
    ? {
        Candidate: image.candidate,
        PSCID: owner.pscid,
        Visit: image.visit,
        Visit_date: image.visitDate,
        Site: owner.site[0],
        ScanType: image.scanType,
        QC_status: image.qc,
        Selected: selected,
        Link: imageLink(image),
        InsertTime: image.insertTime,
      }
    : {
        Candidate: image.candidate,
        PSCID: owner.pscid,
        Visit: image.visit,
        Visit_date: image.visitDate,
        Site: owner.site[0],
        InsertTime: image.insertTime,
        ScanType: image.scanType,
        QC_status: image.qc,
        Selected: selected,
        Link: imageLink(image),
      };
}
