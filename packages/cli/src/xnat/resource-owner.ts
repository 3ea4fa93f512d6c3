import type { ProjectHandle, Resource, XnatClient } from "@scanferry/xnat-client";
import type { Place } from "./list-line.js";

/** A resource, where it lies, and the address of what it belongs to. */
export interface ListedResource {
  resource: Resource;
  place: Place;
  above: string;
}

/** The handle of what a resource belongs to. */
export function ownerOf(
  xnat: XnatClient,
  { project, subject, session, scan }: Place,
): Pick<ProjectHandle, "resource" | "resources"> {
  const ofProject = xnat.project(project);
  if (subject === undefined) return ofProject;
  const ofSubject = ofProject.subject(subject);
  if (session === undefined) return ofSubject;
  const ofSession = ofSubject.experiment(session);
  return scan === undefined ? ofSession : ofSession.scan(scan);
}

/** The address of a place, as its labels make it. */
export function addressOf({ project, subject, session, scan }: Place): string {
  const parts = [
    ["projects", project],
    ["subjects", subject],
    ["experiments", session],
    ["scans", scan],
  ] as const;
  return `/data${parts
    .filter(([, label]) => label !== undefined)
    .map(([word, label]) => `/${word}/${encodeURIComponent(label ?? "")}`)
    .join("")}`;
}
