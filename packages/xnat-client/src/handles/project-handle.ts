import type { ProjectAccess } from "../calls/projects.js";
import { projectAccess } from "../calls/project-access.js";
import type { SubjectsOptions } from "../calls/subjects.js";
import { subjects } from "../calls/subjects.js";
import { prearchive } from "../calls/prearchive.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { Experiment } from "../schemas/experiment.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import type { Subject } from "../schemas/subject.js";
import { selectSessions } from "../select/select-sessions.js";
import { ExperimentHandle } from "./experiment-handle.js";
import { inspected } from "./handle-line.js";
import { ItemHandle } from "./item-handle.js";
import type { ExperimentsOptions } from "./experiments-options.js";
import { SubjectHandle } from "./subject-handle.js";

/** One project; making it asks nothing of the server. */
export class ProjectHandle extends ItemHandle {
  /** The project's ID. */
  readonly id: string;

  constructor(ctx: XnatContext, id: string) {
    super(ctx, { project: id });
    this.id = id;
  }

  /** How open the project is, and which role the account has. */
  access(options?: CallOptions): Promise<ProjectAccess> {
    return projectAccess(this.ctx, this.id, options);
  }
  /** The project's subjects. */
  subjects(options?: SubjectsOptions): AsyncIterable<Subject> {
    return subjects(this.ctx, this.id, options);
  }
  /** @param name A label of this project (leading zeros count), or an accession ID. */
  subject(name: string): SubjectHandle {
    return new SubjectHandle(this.ctx, { project: this.id, subject: name });
  }
  /** The project's imaging sessions, or what the options select of them. */
  experiments(options: ExperimentsOptions = {}): AsyncIterable<Experiment> {
    return selectSessions(this.ctx, { project: this.id }, options, options);
  }
  /** @param name A label of this project, or an accession ID. */
  experiment(name: string): ExperimentHandle {
    return new ExperimentHandle(this.ctx, { project: this.id, experiment: name });
  }
  /** What waits in the project's prearchive. */
  prearchive(options?: CallOptions): AsyncIterable<PrearchiveSession> {
    return prearchive(this.ctx, this.id, options);
  }
  override [inspected](): string {
    return `ProjectHandle(${this.id} at ${this.ctx.baseUrl})`;
  }
}
