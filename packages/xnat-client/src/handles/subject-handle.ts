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
}
