import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { headerText } from "../files/file-answer.js";
import type { ArchiveEntry } from "../zip/archive-entry.js";
import { zipStream } from "../zip/zip-stream.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

/** A session's folder as a zip: `FOLDER/SCANS/2/DICOM/NAME` (the layout on XNAT's disk; inferred). */
export function sessionZip(call: XnatCall, session: XnatPrearchiveSession): Answer {
  const { folderName, lastmodMs: mtimeMs } = session;
  function* entries(): Generator<ArchiveEntry> {
    for (const scan of call.xnat.prearchive.content(session).scans)
      for (const { name, body } of scan.files.values())
        yield {
          name: `${folderName}/SCANS/${scan.id}/DICOM/${name}`,
          mtimeMs,
          bytes: body.bytes,
          body: () => body,
        };
  }
  return restletAnswer({
    type: "application/zip",
    headers: [["Content-Disposition", `attachment; filename="${headerText(folderName)}.zip";`]],
    body: zipStream(entries(), 0),
    negotiated: true,
  });
}
