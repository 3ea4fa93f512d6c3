import type { Answer } from "../../server/answer.js";
import { inChunks } from "../answers/in-chunks.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import { escapeHtml } from "../answers/status-page.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { scanTypeOf, sessionTypeOf } from "./content-types.js";
import type { XnatPrearchiveScan } from "./instance.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

/** The session's document, as far as it tells what is in the session. @throws XnatError 404 while it is not built */
export function sessionXml(call: XnatCall, session: XnatPrearchiveSession): Answer {
  if (!session.built) throw new XnatError(404, "Unable to locate prearc resource.");
  const content = call.xnat.prearchive.content(session);
  const root = sessionTypeOf(content)
    .replace(/Data$/, "")
    .replace(/:(.)/, (_, letter: string) => `:${letter.toUpperCase()}`);
  const text =
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<${root} ID="" project="${quoted(session.project)}" label="${quoted(session.name)}" UID="${quoted(session.tag)}" ` +
    `xmlns:xnat="http://nrg.wustl.edu/xnat" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n` +
    `<xnat:subject_ID>${escapeHtml(session.subject)}</xnat:subject_ID>\n` +
    `<xnat:scans>\n${content.scans.map(scanXml).join("")}</xnat:scans>\n</${root}>\n`;
  return restletAnswer({ type: "text/xml", body: inChunks(text), negotiated: true });
}

function scanXml(scan: XnatPrearchiveScan): string {
  return (
    `<xnat:scan ID="${quoted(scan.id)}" UID="${quoted(scan.seriesUid)}" xsi:type="${scanTypeOf(scan)}">\n` +
    `<xnat:file label="DICOM" URI="SCANS/${quoted(scan.id)}/DICOM/scan_${quoted(scan.id)}_catalog.xml" format="DICOM" content="RAW" xsi:type="xnat:resourceCatalog"/>\n` +
    `<xnat:series_description>${escapeHtml(scan.seriesDescription)}</xnat:series_description>\n` +
    `<xnat:frames>${String(scan.files.size)}</xnat:frames>\n</xnat:scan>\n`
  );
}

function quoted(text: string): string {
  return escapeHtml(text).replaceAll('"', "&quot;");
}
