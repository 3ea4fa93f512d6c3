import type { Answer } from "../../server/answer.js";
import { callParams } from "../answers/call-params.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { buildSession, moveSession } from "../prearchive/lifecycle.js";
import { checkModify, isLocked } from "../prearchive/prearchive-access.js";
import { prearchiveTable } from "../prearchive/prearchive-row.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";
import { sourcesOf } from "./sources.js";

/** How long what is queued waits for its turn, `async=false` or not (measured: a moved session shows about a second later). */
export const QUEUE_MS = 1000;

/**
 * `/data/services/prearchive/{move,delete,rebuild}?src=…`: answers the rows as queued at once (recorded: 216, 227); it is done
 * a second later by the sandbox's clock.
 */
export async function prearchiveBatch(call: XnatCall, action: string | undefined): Promise<Answer> {
  if (action !== "move" && action !== "delete" && action !== "rebuild") throw new XnatError(404);
  call.allow("POST");
  const params = await callParams(call);
  const sessions = sourcesOf(call, params);
  const writing = { otherwise: "xml", negotiated: false } as const;
  // Without a source it fails, and still answers its empty rows (recorded: 223).
  if (sessions.length === 0) return { ...prearchiveTable(call, [], writing), status: 500 };
  const newProject = params.get("newProject");
  if (action === "move" && newProject === null)
    throw new XnatError(400, "Move operation requires 'newProject' to be specified.");
  for (const session of sessions) {
    checkModify(call, session.project);
    if (isLocked(session))
      throw new XnatError(409, "Operation already in progress on this prearchive entry.");
  }
  if (newProject !== null) checkModify(call, newProject);
  for (const session of sessions) queue(call, session, { action, newProject: newProject ?? "" });
  return prearchiveTable(call, sessions, writing);
}

function queue(
  call: XnatCall,
  session: XnatPrearchiveSession,
  what: { readonly action: "move" | "delete" | "rebuild"; readonly newProject: string },
): void {
  const { xnat } = call;
  const { timers } = xnat.prearchive;
  const before = session.status;
  session.lastmodMs = xnat.clock.now();
  if (what.action === "move") {
    session.status = "QUEUED_MOVING";
    timers.later(session, QUEUE_MS, () => {
      moveSession(xnat, session, what.newProject);
      session.status = before;
    });
  } else if (what.action === "delete") {
    session.status = "QUEUED_DELETING";
    timers.later(session, QUEUE_MS, () => {
      xnat.prearchive.remove(session.url);
    });
  } else {
    session.status = "QUEUED_BUILDING";
    timers.later(session, QUEUE_MS + xnat.settings.buildDelayMs, () => {
      buildSession(xnat, session);
    });
  }
}
