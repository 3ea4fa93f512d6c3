import { createSubject } from "../manage/create-subject.js";
import type { SubjectFields } from "../manage/create-subject.js";
import { named } from "../manage/named.js";
import type { MadeThing, MakeOptions } from "../manage/settle-fields.js";
import type { Experiment } from "../schemas/experiment.js";
import { selectSessions } from "../select/select-sessions.js";
import { ExperimentHandle } from "./experiment-handle.js";
import type { ExperimentsOptions } from "./experiments-options.js";
import { ItemHandle } from "./item-handle.js";

/** One subject of a project; making it asks nothing of the server. */
export class SubjectHandle extends ItemHandle {
  /** The subject's imaging sessions, or what the options select of them. */
  experiments(options: ExperimentsOptions = {}): AsyncIterable<Experiment> {
    return selectSessions(this.ctx, this.place, options, options);
  }
  /** @param name A label of the project, or an accession ID. */
  experiment(name: string): ExperimentHandle {
    return new ExperimentHandle(this.ctx, { ...this.place, experiment: name });
  }
  /** Makes it under the label that was given. One that is there and differs from the fields is an error, unless `update` says that it may be changed. */
  async create(fields?: SubjectFields, options?: MakeOptions): Promise<MadeThing> {
    return createSubject(this.ctx, named(this.place, "project", "subject"), fields, options);
  }
}
