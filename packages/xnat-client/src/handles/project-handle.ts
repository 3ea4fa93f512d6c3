import type { TransferResult } from "@scanferry/transfer";
import type { ProjectAccess } from "../calls/projects.js";
import { projectAccess } from "../calls/project-access.js";
import type { SubjectsOptions } from "../calls/subjects.js";
import { subjects } from "../calls/subjects.js";
import { prearchive } from "../calls/prearchive.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { AnonScript } from "../manage/anon-script.js";
import { anonScript, enableAnon, setAnonScript } from "../manage/anon-script.js";
import type { ProjectFields } from "../manage/create-project.js";
import { createProject } from "../manage/create-project.js";
import type { PrearchiveCode } from "../manage/prearchive-code.js";
import { prearchiveCode, setPrearchiveCode } from "../manage/prearchive-code.js";
import type { MadeThing, MakeOptions } from "../manage/settle-fields.js";
import type { PushOptions } from "../push/push-options.js";
import type { PushSources } from "../push/push.js";
import { push } from "../push/push.js";
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
  /** Makes it. One that is there and differs from the fields is an error, unless `update` says that it may be changed. */
  create(fields?: ProjectFields, options?: MakeOptions): Promise<MadeThing> {
    return createProject(this.ctx, this.id, fields, options);
  }
  /** Changes what it says of itself; fields that are left out stay. */
  update(fields: ProjectFields, options: Omit<MakeOptions, "update"> = {}): Promise<MadeThing> {
    return createProject(this.ctx, this.id, fields, { ...options, update: true });
  }
  /** What it does with sessions that arrive: 0 keeps them in the prearchive, 4 archives them, 5 archives them over what is there. */
  prearchiveCode(options?: CallOptions): Promise<number> {
    return prearchiveCode(this.ctx, this.id, options);
  }
  /** Says what it is to do with sessions that arrive. */
  setPrearchiveCode(code: PrearchiveCode, options?: CallOptions): Promise<void> {
    return setPrearchiveCode(this.ctx, this.id, code, options);
  }
  /** Its own anonymization script, and whether it runs on what arrives. */
  anonScript(options?: CallOptions): Promise<AnonScript> {
    return anonScript(this.ctx, this.id, options);
  }
  /** Writes its anonymization script; whether it runs stays as it is. @param script DicomEdit's text. */
  setAnonScript(script: string, options?: CallOptions): Promise<void> {
    return setAnonScript(this.ctx, this.id, script, options);
  }
  /** Says whether its anonymization script runs. */
  enableAnon(enabled: boolean, options?: CallOptions): Promise<void> {
    return enableAnon(this.ctx, this.id, enabled, options);
  }
  /** Sends scans of folders and archives as sessions of the project: one result per session. */
  push(sources: PushSources, options: Omit<PushOptions, "project"> = {}): AsyncIterable<TransferResult> {
    return push(this.ctx, sources, { ...options, project: this.id });
  }
  override [inspected](): string {
    return `ProjectHandle(${this.id} at ${this.ctx.baseUrl})`;
  }
}
