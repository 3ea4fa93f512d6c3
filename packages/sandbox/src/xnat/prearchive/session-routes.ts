import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { segmentsFrom } from "../raw-path.js";
import { checkModify, isLocked } from "./prearchive-access.js";
import { prearchiveTable } from "./prearchive-row.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";
import { sessionAction } from "./session-actions.js";
import { sessionScans } from "./session-files.js";
import { sessionLogs } from "./session-logs.js";
import { sessionXml } from "./session-xml.js";
import { sessionZip } from "./session-zip.js";

/** One session of the prearchive and what lies below it; shapes below `/scans` and of the logs are read in XNAT's source. */
export async function sessionRoutes(
  call: XnatCall,
  session: XnatPrearchiveSession,
  path: Segments,
): Promise<Answer> {
  const [part] = path.names;
  if (part !== undefined) {
    call.allow("GET", "HEAD");
    if (part === "logs") return sessionLogs(call, session, path.names[1]);
    // Nothing but the session's XML tells what is in it.
    if (!session.built) throw new XnatError(404, "Unable to locate prearc resource.");
    return sessionScans(call, session, { part, path: segmentsFrom(path, 1) });
  }
  switch (call.method) {
    case "POST":
      return sessionAction(call, session);
    case "DELETE":
      checkModify(call, session.project);
      if (isLocked(session)) throw new XnatError(409, "session document locked");
      call.xnat.prearchive.remove(session.url);
      return restletAnswer();
    default:
      call.allow("GET", "HEAD", "POST", "DELETE");
      return shown(call, session);
  }
}

function shown(call: XnatCall, session: XnatPrearchiveSession): Answer | Promise<Answer> {
  const format = call.format("json");
  if (format === "xml") return sessionXml(call, session);
  if (format === "zip") return sessionZip(call, session);
  return prearchiveTable(call, [session]);
}
