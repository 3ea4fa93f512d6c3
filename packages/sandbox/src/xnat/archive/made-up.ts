import type { XnatProjectOptions } from "../archive-options.js";
import type {
  Made,
  XnatExperiment,
  XnatOwner,
  XnatProject,
  XnatResource,
  XnatScan,
  XnatSubject,
} from "./archive-types.js";
import { type Counts, NOTHING, plus } from "./counts.js";
import { type ProjectRange, projectRange, type SubjectAt } from "./project-range.js";
import type { ResourceTemplate, SessionTemplate } from "./templates.js";

const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(2020, 0, 2);

/** The archive as its options describe it; every record is made from its number when it is asked for. */
export class MadeUp {
  readonly ranges: readonly ProjectRange[];
  /** Records in all projects. */
  readonly size: Counts;

  constructor(
    projects: readonly XnatProjectOptions[],
    readonly startMs: number,
    readonly insertUser: string,
  ) {
    let before = NOTHING;
    this.ranges = projects.map((options) => {
      const range = projectRange(options, before);
      before = plus(before, range.size);
      return range;
    });
    this.size = before;
  }

  project(range: ProjectRange): XnatProject {
    const { options } = range;
    return {
      kind: "project",
      id: options.id,
      name: options.name ?? options.id,
      secondaryId: options.secondaryId ?? options.id,
      description: options.description ?? "",
      piFirstname: options.piFirstname ?? "",
      piLastname: options.piLastname ?? "",
      aliases: options.aliases ?? [],
      accessibility: options.accessibility ?? "private",
      keywords: options.keywords ?? "",
      prearchiveCode: options.prearchiveCode ?? 4,
      quarantineCode: 0,
      insertedMs: this.startMs,
      insertUser: this.insertUser,
      fields: {},
      made: range,
    };
  }

  *subjects(range: ProjectRange): Generator<XnatSubject> {
    for (let index = 0; index < range.size.subjects; index += 1) yield this.#subject(range, index);
  }

  /** By label within a project, or by accession id. */
  subject(range: ProjectRange, label: string): XnatSubject | undefined {
    const index = range.indexOfLabel(label);
    return index < 0 ? undefined : this.#subject(range, index);
  }

  subjectById(id: string): XnatSubject | undefined {
    const number = numberOf("XNAT_S", id);
    const range = this.ranges.find((one) => holds(one, "subjects", number));
    return range && this.#subject(range, range.indexOf("subjects", number));
  }

  *experiments(subject: XnatSubject): Generator<XnatExperiment> {
    for (const template of subject.made?.template.sessions ?? []) yield this.#experiment(subject, template);
  }

  experimentById(id: string): XnatExperiment | undefined {
    const number = numberOf("XNAT_E", id);
    const range = this.ranges.find((one) => holds(one, "experiments", number));
    if (range === undefined) return undefined;
    const subject = this.#subject(range, range.indexOf("experiments", number));
    for (const experiment of this.experiments(subject)) if (experiment.id === id) return experiment;
    return undefined;
  }

  /** By label within a project: a label is its subject's with `_MR1` behind, unless it was given. */
  experiment(range: ProjectRange, label: string): XnatExperiment | undefined {
    const owner = this.subject(range, label.replace(/_[A-Z]+\d+$/, ""));
    for (const one of owner === undefined ? [] : this.experiments(owner)) if (one.label === label) return one;
    // Labels that were given stand in lists that are in memory anyway.
    if (typeof range.options.subjects === "number") return undefined;
    for (const subject of this.subjects(range))
      for (const one of this.experiments(subject)) if (one.label === label) return one;
    return undefined;
  }

  scans(experiment: XnatExperiment): XnatScan[] {
    const { made } = experiment;
    if (made === undefined) return [];
    return made.template.scans.map((template) => ({
      kind: "scan",
      id: template.id,
      rowId: made.before.scans + template.at.scans + 1,
      type: template.type,
      seriesDescription: template.seriesDescription,
      quality: template.quality,
      note: template.note,
      xsiType: template.xsiType,
      insertedMs: experiment.insertedMs,
      fields: {},
      experiment,
      made: { template, before: made.before },
    }));
  }

  resources(owner: XnatOwner): XnatResource[] {
    if (owner.kind === "project")
      return (owner.made?.resources ?? []).map((template) =>
        resourceOf(owner, { template, before: owner.made?.before ?? NOTHING }),
      );
    const { made } = owner;
    if (made === undefined) return [];
    return made.template.resources.map((template) => resourceOf(owner, { template, before: made.before }));
  }

  #subject(range: ProjectRange, index: number): XnatSubject {
    const at: SubjectAt = range.subjectAt(index);
    return {
      kind: "subject",
      id: accessionId("XNAT_S", at.before.subjects),
      label: at.label,
      project: range.options.id,
      insertedMs: time(at.template.options?.inserted, this.startMs),
      insertUser: this.insertUser,
      fields: at.template.options?.fields ?? { gender: index % 2 === 0 ? "female" : "male" },
      made: { template: at.template, before: at.before },
    };
  }

  #experiment(subject: XnatSubject, template: SessionTemplate): XnatExperiment {
    const before = subject.made?.before ?? NOTHING;
    const number = before.experiments + template.at.experiments;
    const { options, label } = template;
    return {
      kind: "experiment",
      id: accessionId("XNAT_E", number),
      label: "whole" in label ? label.whole : `${subject.label}${label.suffix}`,
      project: subject.project,
      subject,
      xsiType: template.xsiType,
      modality: template.modality,
      date: options.date ?? new Date(FIRST_DAY_MS + (number % 1000) * DAY_MS).toISOString().slice(0, 10),
      insertedMs: time(options.inserted, subject.insertedMs),
      insertUser: this.insertUser,
      fields: options.fields ?? {},
      made: { template, before },
    };
  }
}

/** `XNAT_S00001` for number 0. */
export function accessionId(prefix: "XNAT_S" | "XNAT_E", number: number): string {
  return `${prefix}${String(number + 1).padStart(5, "0")}`;
}

function numberOf(prefix: "XNAT_S" | "XNAT_E", id: string): number {
  if (!id.startsWith(prefix) || !/^\d{5,}$/.test(id.slice(prefix.length))) return -1;
  const number = Number(id.slice(prefix.length)) - 1;
  return accessionId(prefix, number) === id ? number : -1;
}

function holds(range: ProjectRange, kind: "subjects" | "experiments", number: number): boolean {
  return number >= range.before[kind] && number < range.before[kind] + range.size[kind];
}

function time(given: string | Date | undefined, otherwise: number): number {
  return given === undefined ? otherwise : new Date(given).getTime();
}

function resourceOf(owner: XnatOwner, made: Made<ResourceTemplate>): XnatResource {
  const { label, format, content, tags, at } = made.template;
  return {
    kind: "resource",
    id: made.before.resources + at.resources + 1,
    label,
    format,
    content,
    tags,
    owner,
    made,
  };
}
