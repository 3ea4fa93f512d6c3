import type { XnatProjectOptions } from "../archive-options.js";
import type {
  XnatExperiment,
  XnatOwner,
  XnatProject,
  XnatResource,
  XnatScan,
  XnatSubject,
} from "./archive-types.js";
import { ArchiveWrites } from "./archive-writes.js";
import { MadeUp } from "./made-up.js";
import { keyOf, Overlay } from "./overlay.js";

/** What lies in the archive: the made-up records, with what was written since. */
export class Archive {
  readonly made: MadeUp;
  readonly overlay = new Overlay();
  readonly writes = new ArchiveWrites(this);

  constructor(options: {
    readonly projects: readonly XnatProjectOptions[];
    readonly startMs: number;
    readonly insertUser: string;
  }) {
    this.made = new MadeUp(options.projects, options.startMs, options.insertUser);
    this.#shareAsTold();
  }

  *projects(): Generator<XnatProject> {
    for (const range of this.made.ranges) {
      const project = this.overlay.seen(this.made.project(range));
      if (project !== undefined) yield project;
    }
    for (const added of this.overlay.projects.values()) {
      const project = this.overlay.seen(added);
      if (project !== undefined) yield project;
    }
  }

  /** By id or alias. */
  project(name: string): XnatProject | undefined {
    for (const project of this.projects())
      if (project.id === name || project.aliases.includes(name)) return project;
    return undefined;
  }

  /** The subjects that a project lists: its own, then those of sessions that are shared with it. */
  *subjects(project: string): Generator<XnatSubject> {
    const shown = new Set<string>();
    for (const range of this.made.ranges)
      if (range.options.id === project)
        for (const subject of this.made.subjects(range)) yield* this.#once(subject);
    for (const subject of this.overlay.subjects.values())
      if (subject.project === project) yield* this.#once(subject);
    for (const { subject } of this.#sharedInto(project)) {
      if (subject.project === project || shown.has(subject.id)) continue;
      shown.add(subject.id);
      yield subject;
    }
  }

  /** By label within a project, or by accession id there or, without a project, anywhere. */
  subject(name: string, project?: string): XnatSubject | undefined {
    const found = this.overlay.seen(this.made.subjectById(name) ?? this.overlay.subjects.get(name));
    if (project === undefined) return found;
    if (found !== undefined && (found.project === project || this.#sharesSubject(project, found.id)))
      return found;
    for (const range of this.made.ranges)
      if (range.options.id === project) {
        const subject = this.overlay.seen(this.made.subject(range, name));
        if (subject !== undefined) return subject;
      }
    for (const subject of this.overlay.subjects.values())
      if (subject.project === project && subject.label === name) return this.overlay.seen(subject);
    for (const { subject } of this.#sharedInto(project)) if (subject.label === name) return subject;
    return undefined;
  }

  /** All of a project, with those shared into it under their label there. */
  *experiments(project: string): Generator<XnatExperiment> {
    for (const subject of this.subjects(project))
      if (subject.project === project)
        for (const one of this.experimentsOf(subject)) if (one.project === project) yield one;
    yield* this.#sharedInto(project);
  }

  /** All of a subject; through a project those that it lists. */
  *experimentsOf(subject: XnatSubject, project?: string): Generator<XnatExperiment> {
    for (const made of this.made.experiments(subject)) yield* this.#through(made, project);
    for (const added of this.overlay.experiments.values())
      if (added.subject.id === subject.id) yield* this.#through(added, project);
  }

  /** By label within a project, or by accession id there or, without a project, anywhere. */
  experiment(name: string, project?: string): XnatExperiment | undefined {
    const found = this.overlay.seen(this.made.experimentById(name) ?? this.overlay.experiments.get(name));
    if (project === undefined) return found;
    if (found !== undefined) {
      const [shown] = this.#through(found, project);
      if (shown !== undefined) return shown;
    }
    for (const range of this.made.ranges)
      if (range.options.id === project) {
        const experiment = this.overlay.seen(this.made.experiment(range, name));
        if (experiment !== undefined) return experiment;
      }
    for (const one of this.overlay.experiments.values())
      if (one.project === project && one.label === name) return this.overlay.seen(one);
    for (const one of this.#sharedInto(project)) if (one.label === name) return one;
    return undefined;
  }

  scans(experiment: XnatExperiment): XnatScan[] {
    return [...this.made.scans(experiment), ...(this.overlay.scans.get(experiment.id) ?? [])].flatMap(
      (scan) => this.overlay.seen(scan) ?? [],
    );
  }

  scan(experiment: XnatExperiment, id: string): XnatScan | undefined {
    return this.scans(experiment).find((scan) => scan.id === id);
  }

  /** Resources of this record alone, not of what lies below it. */
  resources(owner: XnatOwner): XnatResource[] {
    return [...this.made.resources(owner), ...(this.overlay.resources.get(keyOf(owner)) ?? [])].flatMap(
      (resource) => this.overlay.seen(resource) ?? [],
    );
  }

  /** By label or numeric id. */
  resource(owner: XnatOwner, name: string): XnatResource | undefined {
    const all = this.resources(owner);
    return all.find((one) => String(one.id) === name) ?? all.find((one) => one.label === name);
  }

  *#once(subject: XnatSubject): Generator<XnatSubject> {
    const seen = this.overlay.seen(subject);
    if (seen !== undefined) yield seen;
  }

  /** The session as a project shows it: its own, or under the label that it was shared with. */
  *#through(experiment: XnatExperiment, project: string | undefined): Generator<XnatExperiment> {
    const seen = this.overlay.seen(experiment);
    if (seen === undefined) return;
    if (project === undefined || seen.project === project) yield seen;
    else {
      const label = this.overlay.shares.get(project)?.get(seen.id);
      if (label !== undefined) yield { ...seen, label };
    }
  }

  *#sharedInto(project: string): Generator<XnatExperiment> {
    for (const [id, label] of this.overlay.shares.get(project) ?? []) {
      const experiment = this.experiment(id);
      if (experiment !== undefined) yield { ...experiment, label };
    }
  }

  #sharesSubject(project: string, id: string): boolean {
    for (const { subject } of this.#sharedInto(project)) if (subject.id === id) return true;
    return false;
  }

  #shareAsTold(): void {
    for (const range of this.made.ranges) {
      if (typeof range.options.subjects === "number") continue;
      for (const subject of this.made.subjects(range))
        for (const one of this.made.experiments(subject))
          for (const { project, label } of one.made?.template.options.sharedInto ?? [])
            this.overlay.share(one.id, project, label ?? one.label);
    }
  }
}
