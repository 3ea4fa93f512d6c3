import type { Answer } from "../../server/answer.js";
import { callParams } from "../answers/call-params.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { archiveUri } from "../import/import-call.js";
import { ArchiveRefusal } from "../prearchive/archive-refusal.js";
import { archiveSession, type ArchiveTo } from "../prearchive/archive-session.js";
import { checkModify, isLocked } from "../prearchive/prearchive-access.js";
import { prearchiveTable } from "../prearchive/prearchive-row.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";
import { asked, failing } from "../prearchive/session-actions.js";
import { QUEUE_MS } from "./prearchive-batch.js";
import { sourcesOf } from "./sources.js";

/**
 * `/data/services/archive?src=…[&overwrite=append|delete][&dest=/archive/projects/P/subjects/S/experiments/E]`.
 *
 * One source is archived at once: 200 with its address, or 303 to it with `redirect=true` or where the project archives by
 * itself, unless `auto-archive=false` (read in XNAT's source). Several are queued, and answered as rows.
 */
export async function archiveService(call: XnatCall): Promise<Answer> {
  call.allow("POST");
  const params = await callParams(call);
  const sessions = sourcesOf(call, params);
  const [first] = sessions;
  // Recorded: 222.
  if (first === undefined) throw new XnatError(500);
  for (const session of sessions) checkSource(call, session);
  const to = destination(call, params);
  if (to.project !== undefined) checkModify(call, to.project);
  if (sessions.length > 1) {
    for (const session of sessions) queue(call, session, to);
    return prearchiveTable(call, sessions, { otherwise: "xml", negotiated: false });
  }
  const autoArchives = (call.xnat.archive.project(to.project ?? first.project)?.prearchiveCode ?? 0) > 0;
  const uri = archiveUri(failing(() => archiveSession(call.xnat, first, to)));
  const redirects =
    asked(params, "redirect") ??
    (autoArchives && asked(params, "auto-archive", "AA", "autoArchive") !== false);
  return redirects
    ? restletAnswer({ status: 303, headers: [["Location", `${call.xnat.contextPath}${uri}`]] })
    : restletAnswer({ type: "text/uri-list;charset=ISO-8859-1", body: `${uri}\r\n` });
}

/** @throws XnatError for what cannot be archived now */
function checkSource(call: XnatCall, session: XnatPrearchiveSession): void {
  // Recorded: 215; 1.9's answer is read in its source.
  if (session.project === "Unassigned")
    throw call.legacy
      ? new XnatError(500, "java.lang.NullPointerException")
      : new XnatError(400, "Cannot archive sessions from the Unassigned folder.");
  checkModify(call, session.project);
  if (isLocked(session)) throw new XnatError(403, "Operation already in progress on this prearchive entry.");
  if (!session.built) throw new XnatError(500, `${session.url} invalid.`);
}

/** Where to: `dest`, or the names of its parts. */
function destination(call: XnatCall, params: URLSearchParams): ArchiveTo {
  const dest = params.get("dest");
  const named =
    /^\/?(?:data\/)?archive(?:\/projects\/([^/]+)(?:\/subjects\/([^/]+)(?:\/experiments\/([^/]+))?)?)?\/?$/.exec(
      dest ?? "/archive",
    );
  if (named === null) throw new XnatError(400, `Invalid dest URI (${dest ?? ""})`);
  const project = named[1] ?? params.get("project") ?? params.get("PROJECT_ID") ?? undefined;
  const subject = named[2] ?? params.get("SUBJECT_ID") ?? undefined;
  const session = named[3] ?? params.get("EXPT_LABEL") ?? undefined;
  if (project !== undefined && call.xnat.archive.project(project) === undefined) throw new XnatError(404);
  const overwrite = params.get("overwrite")?.toLowerCase();
  return {
    ...(project === undefined ? {} : { project }),
    ...(subject === undefined ? {} : { subject }),
    ...(session === undefined ? {} : { session }),
    overwrite: overwrite === "append" || overwrite === "delete" ? overwrite : "none",
    // Read in the server's source: PrearcSessionArchiver looks for it among the parameters of the archiving.
    quarantine: params.get("quarantine") === "true",
    writer: call.writer,
  };
}

function queue(call: XnatCall, session: XnatPrearchiveSession, to: ArchiveTo): void {
  session.status = "QUEUED_ARCHIVING";
  call.xnat.prearchive.timers.later(session, QUEUE_MS, () => {
    try {
      archiveSession(call.xnat, session, to);
    } catch (error) {
      // It shows in the session's status alone.
      if (!(error instanceof ArchiveRefusal)) throw error;
    }
  });
}
