import type { Answer } from "../../server/answer.js";
import { plainAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { callParams } from "../answers/call-params.js";
import { XnatError } from "../answers/xnat-error.js";
import { archiveUri } from "../import/import-call.js";
import { ArchiveRefusal } from "./archive-refusal.js";
import { buildSession, commitSession, moveSession } from "./lifecycle.js";
import { checkModify, isLocked } from "./prearchive-access.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

/**
 * POST to a session: `?action=commit` answers 301 and the new address when it was archived (recorded: 113), 200 when it
 * stays; `move`, `build` and `reset` are read in XNAT's source.
 */
export async function sessionAction(call: XnatCall, session: XnatPrearchiveSession): Promise<Answer> {
  const params = await callParams(call);
  checkModify(call, session.project);
  const { xnat } = call;
  const action = params.get("action");
  if (isLocked(session)) throw new XnatError(409, "session document locked");
  switch (action) {
    case "commit": {
      const archive = asked(params, "AA", "auto-archive", "autoArchive");
      session.source = params.get("SOURCE") ?? session.source;
      const writer = call.writer;
      const done = failing(() =>
        commitSession(xnat, session, archive === undefined ? { writer } : { archive, writer }),
      );
      return done === undefined
        ? plainAnswer(`/data${session.url}`)
        : plainAnswer(archiveUri(done), { status: 301 });
    }
    case "move": {
      const project = params.get("newProject") ?? "";
      checkModify(call, project);
      moveSession(xnat, session, project);
      return plainAnswer(`/data${session.url}`, { status: 301 });
    }
    case "build":
    case "reset":
      buildSession(xnat, session);
      return plainAnswer(`/data${session.url}`);
    default:
      throw new XnatError(400, "Unsupported action on prearchive session.");
  }
}

/** @throws XnatError 500 "FAILED: …" for what the archive refuses (measured on 1.6.4) */
export function failing<T>(archive: () => T): T {
  try {
    return archive();
  } catch (error) {
    if (error instanceof ArchiveRefusal) throw new XnatError(500, `FAILED: ${error.message}`);
    throw error;
  }
}

/** The first of some switches that was sent. */
export function asked(params: URLSearchParams, ...names: readonly string[]): boolean | undefined {
  for (const name of names) {
    const value = params.get(name);
    if (value !== null) return value.toLowerCase() === "true";
  }
  return undefined;
}
