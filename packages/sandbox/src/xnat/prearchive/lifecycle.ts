import type { XnatExperiment } from "../archive/archive-types.js";
import type { Writer } from "../archive/archive-writes.js";
import type { Xnat } from "../xnat.js";
import { archiveSession } from "./archive-session.js";
import { ArchiveRefusal } from "./archive-refusal.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

/** Whether a session is archived as soon as its XML is built. */
export function archivesItself(session: XnatPrearchiveSession): boolean {
  return session.project !== "Unassigned" && session.autoarchive.startsWith("AutoArchive");
}

/** What the row of a session that comes into a project says of it. */
export function autoarchiveOf(xnat: Xnat, project: string): string {
  if (project === "Unassigned") return "Manual";
  const code = xnat.archive.project(project)?.prearchiveCode ?? 4;
  return code === 4 ? "AutoArchive" : code === 5 ? "AutoArchiveOverwrite" : "Manual";
}

/** Moves a session to another project, whose settings then hold for it. */
export function moveSession(xnat: Xnat, session: XnatPrearchiveSession, project: string): void {
  xnat.prearchive.move(session, project);
  session.autoarchive = autoarchiveOf(xnat, project);
}

/** Builds a session's XML at once: it is READY afterwards. */
export function buildSession(xnat: Xnat, session: XnatPrearchiveSession): void {
  xnat.prearchive.timers.forget(session);
  session.status = "READY";
  session.built = true;
  session.lastmodMs = xnat.clock.now();
}

/** Sets what becomes of a session that nobody adds to: after five idle minutes it is built and, where its project has it so, archived. */
export function armIdleTimer(xnat: Xnat, session: XnatPrearchiveSession): void {
  const { timers } = xnat.prearchive;
  if (session.preventAutoCommit) timers.forget(session);
  else
    timers.later(session, xnat.settings.idleMs, () => {
      session.status = "BUILDING";
      // Seen from the moment when it was due, however late somebody looks.
      timers.at(session, session.lastmodMs + xnat.settings.idleMs + xnat.settings.buildDelayMs, () => {
        buildSession(xnat, session);
        if (archivesItself(session)) archiveByItself(xnat, session);
      });
    });
}

/** Archives a session that nobody asked to; a refusal shows in its status alone. */
function archiveByItself(xnat: Xnat, session: XnatPrearchiveSession): void {
  const writer: Writer = { nowMs: xnat.clock.now(), user: xnat.accounts.first.username };
  try {
    archiveSession(xnat, session, { overwrite: overwriteOf(session), writer });
  } catch (error) {
    if (!(error instanceof ArchiveRefusal)) throw error;
  }
}

/** Commits a session as `?action=commit` does: builds it and, where it archives itself or `archive` says so, archives it. @throws ArchiveRefusal */
export function commitSession(
  xnat: Xnat,
  session: XnatPrearchiveSession,
  options: { readonly archive?: boolean; readonly writer: Writer },
): XnatExperiment | undefined {
  buildSession(xnat, session);
  if (session.project === "Unassigned" || !(options.archive ?? archivesItself(session))) return undefined;
  return archiveSession(xnat, session, { overwrite: overwriteOf(session), writer: options.writer });
}

function overwriteOf(session: XnatPrearchiveSession): "none" | "delete" {
  return session.autoarchive === "AutoArchiveOverwrite" ? "delete" : "none";
}
