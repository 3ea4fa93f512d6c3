import type { XnatExperiment } from "../archive/archive-types.js";
import type { Xnat } from "../xnat.js";
import { REFUSED } from "./archive-refusal.js";
import { sessionTypeOf } from "./content-types.js";
import type { XnatPrearchiveScan } from "./instance.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

/** What stands against archiving a session. */
export interface Notice {
  readonly code: number;
  readonly type: "FAIL" | "CONFLICT" | "WARN";
  readonly message: string;
}

/** Everything that archiving would stumble over, by XNAT's numbers (PrearcSessionValidator in its source). */
export function noticesOf(xnat: Xnat, session: XnatPrearchiveSession): Notice[] {
  const known = xnat.archive.experiment(session.name, session.project);
  if (known === undefined) return [];
  const notices: Notice[] = [{ code: 1, type: "CONFLICT", message: REFUSED.exists }];
  const { subject } = known;
  if (subject.label !== session.subject && subject.id !== session.subject)
    notices.push({
      code: 4,
      type: "FAIL",
      message: `${REFUSED.otherSubject}: ${known.label} Already Exists for another Subject`,
    });
  const study = known.fields["UID"];
  if (study !== undefined && study !== session.tag)
    notices.push({ code: 5, type: "CONFLICT", message: REFUSED.otherStudy });
  if (xnat.openWorkflows.has(known.id))
    notices.push({ code: 10, type: "CONFLICT", message: REFUSED.inProgress });
  const content = xnat.prearchive.content(session);
  const { scans } = content;
  if (scans.length > 0 && sessionTypeOf(content) !== known.xsiType)
    notices.push({
      code: 19,
      type: "FAIL",
      message: "Invalid modification of session modality via archive process.",
    });
  for (const scan of scans) notices.push(...scanNotices(xnat, known, scan));
  return notices.sort((one, other) => one.code - other.code);
}

function scanNotices(xnat: Xnat, known: XnatExperiment, scan: XnatPrearchiveScan): Notice[] {
  const notices: Notice[] = [];
  const sameId = xnat.archive.scan(known, scan.id);
  if (sameId !== undefined) {
    const same = sameId.fields["UID"] === scan.seriesUid;
    notices.push({
      code: same ? 16 : 17,
      type: "CONFLICT",
      message: same
        ? `Session already contains a scan (${sameId.id}) with the same UID and number.`
        : `Session already contains a scan (${sameId.id}) with the same number, but a different UID. - New scan will be renamed to ${sameId.id}_1.`,
    });
  }
  const sameSeries = xnat.archive.scans(known).find((one) => one.fields["UID"] === scan.seriesUid);
  if (sameSeries !== undefined && sameSeries.id !== scan.id)
    notices.push({
      code: 18,
      type: "CONFLICT",
      message: `Session already contains a scan (${sameSeries.id}) with the same UID, but a different number.`,
    });
  const resource = sameSeries && xnat.archive.resource(sameSeries, "DICOM");
  if (resource !== undefined)
    for (const name of scan.files.keys())
      if (xnat.files.find(resource, name) !== undefined) {
        notices.push({ code: 14, type: "CONFLICT", message: REFUSED.sameFiles });
        break;
      }
  return notices;
}
