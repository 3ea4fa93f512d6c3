import type { Archive } from "./archive.js";
import type {
  XnatExperiment,
  XnatOwner,
  XnatProject,
  XnatResource,
  XnatScan,
  XnatSubject,
} from "./archive-types.js";
import { accessionId } from "./made-up.js";
import { keyOf } from "./overlay.js";
import { modalityOf, scanXsiType } from "./xsi-types.js";

/** When and by whom something is written. */
export interface Writer {
  readonly nowMs: number;
  readonly user: string;
}

/** Adds records behind those that are there; what exists is changed by `archive.overlay.change`. */
export class ArchiveWrites {
  readonly #next = { subjects: 0, experiments: 0, scans: 0, resources: 0 };

  constructor(private readonly archive: Archive) {}

  project(id: string, fields: Partial<Omit<XnatProject, "kind" | "id">>, writer: Writer): XnatProject {
    const project: XnatProject = {
      kind: "project",
      id,
      name: id,
      secondaryId: id,
      description: "",
      piFirstname: "",
      piLastname: "",
      aliases: [],
      // What 1.6.4 gives a new project (recorded: 22).
      accessibility: "protected",
      keywords: "",
      prearchiveCode: 4,
      quarantineCode: 0,
      insertedMs: writer.nowMs,
      insertUser: writer.user,
      fields: {},
      ...fields,
    };
    this.archive.overlay.projects.set(id, project);
    return project;
  }

  subject(
    project: string,
    label: string,
    fields: Readonly<Record<string, string>>,
    writer: Writer,
  ): XnatSubject {
    const subject: XnatSubject = {
      kind: "subject",
      id: accessionId("XNAT_S", this.#number("subjects")),
      label,
      project,
      insertedMs: writer.nowMs,
      insertUser: writer.user,
      fields,
    };
    this.archive.overlay.subjects.set(subject.id, subject);
    return subject;
  }

  experiment(
    subject: XnatSubject,
    label: string,
    given: { readonly xsiType: string; readonly date?: string; readonly fields?: XnatExperiment["fields"] },
    writer: Writer,
  ): XnatExperiment {
    const experiment: XnatExperiment = {
      kind: "experiment",
      id: accessionId("XNAT_E", this.#number("experiments")),
      label,
      project: subject.project,
      subject,
      xsiType: given.xsiType,
      modality: modalityOf(given.xsiType),
      date: given.date ?? "",
      insertedMs: writer.nowMs,
      insertUser: writer.user,
      fields: given.fields ?? {},
    };
    this.archive.overlay.experiments.set(experiment.id, experiment);
    return experiment;
  }

  scan(
    experiment: XnatExperiment,
    id: string,
    fields: Partial<Pick<XnatScan, "type" | "seriesDescription" | "quality" | "note" | "xsiType" | "fields">>,
    writer: Writer,
  ): XnatScan {
    const scan: XnatScan = {
      kind: "scan",
      id,
      rowId: this.#number("scans") + 1,
      type: "",
      seriesDescription: "",
      quality: "",
      note: "",
      xsiType: scanXsiType(experiment.modality),
      insertedMs: writer.nowMs,
      fields: {},
      experiment,
      ...fields,
    };
    append(this.archive.overlay.scans, experiment.id, scan);
    return scan;
  }

  resource(
    owner: XnatOwner,
    label: string,
    fields: Partial<Pick<XnatResource, "format" | "content" | "tags">> = {},
  ): XnatResource {
    const id = this.#number("resources") + 1;
    const resource: XnatResource = {
      kind: "resource",
      id,
      label,
      format: "",
      content: "",
      tags: "",
      owner,
      ...fields,
    };
    append(this.archive.overlay.resources, keyOf(owner), resource);
    return resource;
  }

  /** Numbers go on behind the made-up records. */
  #number(kind: keyof Archive["made"]["size"]): number {
    return this.archive.made.size[kind] + this.#next[kind]++;
  }
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
