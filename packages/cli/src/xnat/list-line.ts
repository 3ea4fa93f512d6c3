import type { Experiment, Project, Resource, Scan, Subject, XnatFile } from "@scanferry/xnat-client";

/** What `xnat ls` lists. */
export type ListedType = "project" | "subject" | "experiment" | "scan" | "resource" | "file";

/** One line of a list: the record of `--json`, and what the server itself said, for `--fields`. */
export interface ListLine {
  record: Readonly<Record<string, string | number | null>> & {
    type: ListedType;
    id: string;
    label: string;
    uri: string;
  };
  fields: Readonly<Record<string, unknown>>;
}

/** Where a thing lies: labels of what stands above it. */
export interface Place {
  project: string;
  subject?: string | undefined;
  session?: string | undefined;
  scan?: string | undefined;
  resource?: string | undefined;
}

export function projectLine(project: Project): ListLine {
  const { id, name, uri, fields } = project;
  return {
    record: {
      type: "project",
      id,
      label: id,
      name,
      access: project.accessibility ?? null,
      role: project.role ?? null,
      description: project.description ?? null,
      uri,
    },
    fields,
  };
}

export function subjectLine({ id, label, project, insertDate, uri, fields }: Subject): ListLine {
  return { record: { type: "subject", id, label, project, insertDate: insertDate ?? null, uri }, fields };
}

export function experimentLine(experiment: Experiment, place: Place): ListLine {
  const { id, label, xsiType, uri, fields } = experiment;
  const { project, subject } = placeOf(experiment, place);
  return {
    record: {
      type: "experiment",
      id,
      label,
      project,
      subject: subject ?? null,
      xsiType,
      date: experiment.date ?? null,
      insertDate: experiment.insertDate ?? null,
      uri,
    },
    fields,
  };
}

/** The place of a session, as its own row says it: a shared one may lie elsewhere than the path says. */
export function placeOf(experiment: Experiment, place: Place): Place {
  return {
    project: experiment.project === "" ? place.project : experiment.project,
    subject: experiment.subjectLabel ?? place.subject ?? experiment.subjectId,
    session: experiment.label,
  };
}

export function scanLine(scan: Scan, { project, subject, session }: Place): ListLine {
  const { id, type, seriesDescription, quality, note, xsiType, uri, fields } = scan;
  return {
    record: {
      type: "scan",
      id,
      label: id,
      project,
      subject: subject ?? null,
      session: session ?? null,
      scanType: type,
      seriesDescription,
      quality,
      note,
      xsiType,
      uri,
    },
    fields,
  };
}

export function resourceLine(resource: Resource, place: Place, above: string): ListLine {
  const { id, label, format, content, fields } = resource;
  return {
    record: {
      type: "resource",
      id,
      label,
      project: place.project,
      subject: place.subject ?? null,
      session: place.session ?? null,
      scan: resource.scanId ?? place.scan ?? null,
      files: resource.fileCount ?? null,
      bytes: resource.sizeBytes ?? null,
      format,
      content,
      uri: `${above}/resources/${encodeURIComponent(id)}`,
    },
    fields,
  };
}

export function fileLine(file: XnatFile, place: Place): ListLine {
  const { path, name, sizeBytes, md5, format, uri } = file;
  return {
    record: {
      type: "file",
      id: path,
      label: name,
      project: place.project,
      subject: place.subject ?? null,
      session: place.session ?? null,
      scan: place.scan ?? null,
      resource: place.resource ?? null,
      bytes: sizeBytes ?? null,
      md5: md5 ?? null,
      format,
      uri,
    },
    fields: {},
  };
}
