import { keyOf } from "../archive/overlay.js";
import { accessionId } from "../archive/made-up.js";
import type {
  XnatExperiment,
  XnatOwner,
  XnatProject,
  XnatResource,
  XnatScan,
  XnatSubject,
} from "../archive/archive-types.js";
import { modalityOf, scanXsiType } from "../archive/xsi-types.js";
import type { XnatCall } from "../answers/xnat-call.js";

/** What every new record knows. */
function origin(call: XnatCall): { readonly insertedMs: number; readonly insertUser: string } {
  return { insertedMs: call.xnat.clock.now(), insertUser: call.account.username };
}

/** Adds a project; it is protected until somebody says otherwise (measured on 1.6.4). */
export function newProject(call: XnatCall, id: string): XnatProject {
  const project: XnatProject = {
    ...origin(call),
    kind: "project",
    id,
    name: id,
    secondaryId: id,
    description: "",
    piFirstname: "",
    piLastname: "",
    aliases: [],
    accessibility: "protected",
    fields: {},
  };
  call.xnat.archive.overlay.projects.set(id, project);
  call.xnat.accounts.grant(call.account.username, id);
  return project;
}

/** Adds a subject under the next accession id of the site. */
export function newSubject(
  call: XnatCall,
  project: XnatProject,
  label: string,
  fields: Readonly<Record<string, string>>,
): XnatSubject {
  const { made, overlay } = call.xnat.archive;
  const id = accessionId("XNAT_S", made.size.subjects + overlay.subjects.size);
  const subject: XnatSubject = { ...origin(call), kind: "subject", id, label, project: project.id, fields };
  overlay.subjects.set(id, subject);
  return subject;
}

/** Adds a session under the next accession id of the site. */
export function newExperiment(
  call: XnatCall,
  subject: XnatSubject,
  given: Pick<XnatExperiment, "label" | "xsiType" | "date">,
): XnatExperiment {
  const { made, overlay } = call.xnat.archive;
  const id = accessionId("XNAT_E", made.size.experiments + overlay.experiments.size);
  const experiment: XnatExperiment = {
    ...origin(call),
    ...given,
    kind: "experiment",
    id,
    project: subject.project,
    subject,
    modality: modalityOf(given.xsiType),
    fields: {},
  };
  overlay.experiments.set(id, experiment);
  return experiment;
}

/** Adds a scan. */
export function newScan(
  call: XnatCall,
  experiment: XnatExperiment,
  id: string,
  given: Partial<Pick<XnatScan, "xsiType" | "type" | "seriesDescription" | "quality" | "note">>,
): XnatScan {
  const { made, overlay } = call.xnat.archive;
  const scan: XnatScan = {
    kind: "scan",
    id,
    rowId: made.size.scans + total(overlay.scans) + 1,
    type: "",
    seriesDescription: "",
    quality: "",
    note: "",
    xsiType: scanXsiType(experiment.modality),
    ...given,
    insertedMs: call.xnat.clock.now(),
    fields: {},
    experiment,
  };
  append(overlay.scans, experiment.id, scan);
  return scan;
}

/** Adds a resource. */
export function newResource(
  call: XnatCall,
  owner: XnatOwner,
  label: string,
  given: Pick<XnatResource, "format" | "content" | "tags">,
): XnatResource {
  const { made, overlay } = call.xnat.archive;
  const id = made.size.resources + total(overlay.resources) + 1;
  const resource: XnatResource = { kind: "resource", id, label, ...given, owner };
  append(overlay.resources, keyOf(owner), resource);
  return resource;
}

function total(lists: ReadonlyMap<string, readonly unknown[]>): number {
  let count = 0;
  for (const list of lists.values()) count += list.length;
  return count;
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
