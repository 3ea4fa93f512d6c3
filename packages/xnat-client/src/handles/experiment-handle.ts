import type { TransferResult } from "@scanferry/transfer";
import type { ScansOptions } from "../calls/scans.js";
import { scans } from "../calls/scans.js";
import { createExperiment } from "../manage/create-experiment.js";
import type { ExperimentFields } from "../manage/create-experiment.js";
import { named } from "../manage/named.js";
import type { MadeThing, MakeOptions } from "../manage/settle-fields.js";
import { putParRec, type PutParRecOptions } from "../resource/par-rec/put-par-rec.js";
import type { PutSource } from "../resource/put-options.js";
import type { Experiment } from "../schemas/experiment.js";
import type { Scan } from "../schemas/scan.js";
import type { SelectOptions } from "../select/select-options.js";
import { selectSessions } from "../select/select-sessions.js";
import { ItemHandle } from "./item-handle.js";
import { ScanHandle } from "./scan-handle.js";

/** One experiment, usually an imaging session; making it asks nothing of the server. */
export class ExperimentHandle extends ItemHandle {
  /** Its scans. */
  scans(options?: ScansOptions): AsyncIterable<Scan> {
    return scans(this.ctx, this.place, options);
  }
  /** @param id The scan's ID, which need not be a number. */
  scan(id: string): ScanHandle {
    return new ScanHandle(this.ctx, { ...this.place, scan: id });
  }
  /**
   * Makes it, without scans, under the label that was given; its subject is made with it where that is missing. One that is there and differs
   * from the fields is an error, unless `update` says that it may be changed. It needs a handle that knows project and subject.
   */
  async create(fields?: ExperimentFields, options?: MakeOptions): Promise<MadeThing> {
    return createExperiment(this.ctx, named(this.place, "project", "subject", "experiment"), fields, options);
  }
  /** Its own row, as lists of experiments have it. */
  select(options: SelectOptions = {}): AsyncIterable<Experiment> {
    return selectSessions(this.ctx, this.place, {}, options);
  }
  /**
   * Stores Philips PAR/REC pairs in its scans, by a naming file (`readNaming` of `@scanferry/dicom`).
   *
   * @param resource Label of the resource of pairs whose rule names none, e.g. "PARREC".
   */
  putParRec(
    resource: string,
    files: readonly PutSource[],
    options: PutParRecOptions,
  ): AsyncIterable<TransferResult> {
    return putParRec(this.ctx, { ...this.place, resource }, files, options);
  }
}
