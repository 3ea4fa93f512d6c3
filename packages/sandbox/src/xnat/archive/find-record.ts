import type { Archive } from "./archive.js";
import type { XnatExperiment, XnatOwner, XnatResource } from "./archive-types.js";

/**
 * The resource of a path like `P/R`, `P/SUBJECT/R`, `P/SUBJECT/SESSION/R` or `P/SUBJECT/SESSION/SCAN/R`.
 *
 * @throws Error when a part of it is not there
 */
export function findResource(archive: Archive, path: string): XnatResource {
  const names = path.split("/");
  const label = names.pop() ?? "";
  const resource = archive.resource(findOwner(archive, names.join("/")), label);
  return resource ?? absent(path);
}

/** The record of a path like `P`, `P/SUBJECT`, `P/SUBJECT/SESSION` or `P/SUBJECT/SESSION/SCAN`, by labels or accession ids. */
export function findOwner(archive: Archive, path: string): XnatOwner {
  const [projectId = "", subjectName, session, scan] = path.split("/");
  const project = archive.project(projectId) ?? absent(path);
  if (subjectName === undefined) return project;
  const subject = archive.subject(subjectName, project.id) ?? absent(path);
  if (session === undefined) return subject;
  const experiment = archive.experiment(session, project.id) ?? absent(path);
  if (scan === undefined) return experiment;
  return archive.scan(experiment, scan) ?? absent(path);
}

/** The session of a path like `P/SUBJECT/SESSION`, or of an accession id. */
export function findExperiment(archive: Archive, path: string): XnatExperiment {
  const owner = path.includes("/") ? findOwner(archive, path) : archive.experiment(path);
  return owner?.kind === "experiment" ? owner : absent(path);
}

function absent(path: string): never {
  throw new Error(`the sandbox's archive has no ${path}`);
}
