import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject } from "../archive/archive-types.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { canEdit } from "../auth/access.js";
import type { ArchiveOverwrite } from "../prearchive/archive-session.js";
import { labelOf } from "./label-of.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";

/** Where an import's parameters send it. */
export interface ImportDestination {
  /** `undefined` without a `dest`: where it ends is the handler's affair. */
  readonly place?: "archive" | "prearchive";
  readonly project?: XnatProject;
  readonly subject?: string;
  readonly session?: string;
  /** A session of the prearchive that is there. */
  readonly into?: XnatPrearchiveSession;
  readonly overwrite: ArchiveOverwrite;
}

/**
 * Reads where an import goes: `dest=`, else the routing parameters. DICOM-zip and gradual-DICOM of 1.6 know the long ones
 * alone (measured), the DICOM-zip of 1.9 copies the short ones to them (read in its source), SI takes either.
 *
 * @throws XnatError 500 for a project that is not there (recorded: 131), 403 where nothing may be written
 */
export function importDestination(
  call: XnatCall,
  handler: string,
  params: URLSearchParams,
): ImportDestination {
  const dest = (params.get("dest") ?? "").replace(/^\/?(?:(?:data|REST)\/)?/, "").split("/");
  const [area, , inProject, ...rest] = dest;
  const short = handler === "SI" || (handler === "DICOM-zip" && !call.legacy);
  const param = (long: string, brief: string): string | undefined =>
    params.get(long) ?? (short ? params.get(brief) : null) ?? undefined;
  const named = inProject ?? param("PROJECT_ID", "project");
  const project = named === undefined ? undefined : call.xnat.archive.project(named);
  // Only a `dest` is taken at its word; a parameter that names no project leaves the data Unassigned (inferred).
  if (inProject !== undefined && inProject !== "Unassigned" && project === undefined)
    throw new XnatError(500, `java.io.IOException: No project named ${inProject}`);
  if (project !== undefined && !canEdit(project, call.account))
    throw new XnatError(403, "Invalid permissions for project");
  const archived = area === "archive" ? rest : [];
  const into =
    area === "prearchive" && rest.length >= 2 ? call.xnat.prearchive.byUrl(dest.join("/")) : undefined;
  const subject = archived[1] ?? param("SUBJECT_ID", "subject");
  const session = archived[3] ?? param("EXPT_LABEL", "session");
  return {
    ...(area === "archive" || area === "prearchive" ? { place: area } : {}),
    ...(project === undefined ? {} : { project }),
    // What no label may hold becomes `_` (read in the server's source).
    ...(subject === undefined ? {} : { subject: labelOf(subject) }),
    ...(session === undefined ? {} : { session: labelOf(session) }),
    ...(into === undefined ? {} : { into }),
    overwrite: overwriteOf(params.get("overwrite")),
  };
}

/** `override` is another word for `delete`; what is neither that nor `append` merges nothing (read in the server's source). */
function overwriteOf(text: string | null): ArchiveOverwrite {
  if (text === "delete" || text === "override") return "delete";
  return text === "append" ? "append" : "none";
}
