import type { Archive } from "../archive/archive.js";
import type {
  XnatExperiment,
  XnatOwner,
  XnatProject,
  XnatResource,
  XnatScan,
  XnatSubject,
} from "../archive/archive-types.js";

/** What the path before `/files` says, resolved as far as it names records. */
export interface FilesPlace {
  /** Whether the path began with a project. */
  readonly throughProject?: boolean;
  /** The project that the path went through. */
  readonly project?: XnatProject;
  /** The subject that it went through. */
  readonly subject?: XnatSubject;
  /** One, or several: `/experiments/XNAT_E00001,XNAT_E00002`. */
  readonly experiments?: readonly XnatExperiment[];
  /** What stood behind `/scans/`, decoded: `3`, `1,2`, `ALL`, `*` or types. */
  readonly scans?: string;
  /** What stood behind `/resources/`, decoded: a label, a number, or several with commas; absent for all. */
  readonly resources?: string;
}

/** The records that a place names; a resource that it names belongs to one of them. */
export function ownersAt(archive: Archive, place: FilesPlace): readonly XnatOwner[] {
  const { experiments, scans, subject, project } = place;
  if (experiments !== undefined)
    return scans === undefined
      ? experiments
      : experiments.flatMap((one) => chosenScans(archive.scans(one), scans));
  return subject === undefined ? (project === undefined ? [] : [project]) : [subject];
}

/** The resources of a place; `all` takes those of scans into a session's (`?all=true`). */
export function resourcesAt(archive: Archive, place: FilesPlace, all = false): readonly XnatResource[] {
  const owners = ownersAt(archive, place);
  const names = place.resources?.split(",");
  const below =
    all && place.scans === undefined && names === undefined
      ? owners.flatMap((one) => (one.kind === "experiment" ? archive.scans(one) : []))
      : [];
  return [...below, ...owners].flatMap((owner) => {
    const resources = archive.resources(owner);
    if (names === undefined || names.includes("*") || names.includes("ALL")) return resources;
    return names.flatMap((name) => archive.resource(owner, name) ?? []);
  });
}

/** Scans by id or type, in the session's order; `ALL` and `*` are all of them (measured on 1.6.4). */
export function chosenScans(scans: readonly XnatScan[], chosen: string): readonly XnatScan[] {
  if (chosen === "ALL" || chosen === "*") return scans;
  const names = new Set(chosen.split(","));
  // A type with a comma is chosen by itself alone.
  return scans.filter((scan) => names.has(scan.id) || names.has(scan.type) || scan.type === chosen);
}
