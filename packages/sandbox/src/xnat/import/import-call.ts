import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatExperiment } from "../archive/archive-types.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";
import type { ImportDestination } from "./import-destination.js";
import type { IntakeTarget } from "./intake.js";
import type { StatusMessage } from "./status-table.js";
import type { Upload } from "./upload.js";

/** One import on its way: what every handler needs. */
export interface ImportCall {
  readonly call: XnatCall;
  readonly params: URLSearchParams;
  readonly file: NonNullable<Upload["file"]>;
  /** Says that instances are read from the file later on: it stays. */
  readonly keep: () => void;
  readonly destination: ImportDestination;
  /** Tells whoever listens. */
  readonly tell: (status: StatusMessage["status"], msg: string) => void;
}

/** Whether a parameter says yes. */
export function says(params: URLSearchParams, ...names: readonly string[]): boolean {
  return names.some((name) => params.get(name)?.toLowerCase() === "true");
}

/** What the parameters tell every handler's intake. */
export function intakeTarget({ params, destination }: ImportCall): IntakeTarget {
  const { project, subject, session, into } = destination;
  const source = params.get("SOURCE");
  return {
    ...(project === undefined ? {} : { project: project.id }),
    ...(subject === undefined ? {} : { subject }),
    ...(session === undefined ? {} : { session }),
    ...(into === undefined ? {} : { into }),
    ...(source === null ? {} : { source }),
    ...(says(params, "autoArchive", "auto-archive", "AA") ? { autoarchive: "AutoArchive" } : {}),
    rename: says(params, "rename"),
    preventAutoCommit: says(params, "prevent_auto_commit"),
    preventAnon: says(params, "prevent_anon"),
  };
}

/** `/data/archive/projects/P/subjects/S/experiments/E`, with labels (recorded: 119). */
export function archiveUri(experiment: XnatExperiment): string {
  const { project, subject, label } = experiment;
  return `/data/archive/projects/${project}/subjects/${subject.label}/experiments/${label}`;
}

/** `/data/prearchive/projects/P/TIMESTAMP/FOLDER` (recorded: 110). */
export function prearchiveUri(session: XnatPrearchiveSession): string {
  return `/data${session.url}`;
}

/** One address in each line; where nothing came of an import, nothing at all (read in the server's source). */
export function uriList(uris: readonly string[]): Answer {
  return restletAnswer({
    type: "text/uri-list;charset=ISO-8859-1",
    body: uris.map((uri) => `${uri}\r\n`).join(""),
  });
}
