import type { DicomPeer } from "@scanferry/dicom";
import type { MoveOptions } from "@scanferry/transfer";
import type { XnatClient } from "../client/xnat-client.js";
import type { PlanOptions } from "../plan/plan-options.js";

/** How studies are sent to a DICOM receiver. */
export interface SendPlanOptions extends MoveOptions, Pick<PlanOptions, "sameStudy"> {
  /** XNAT's receiver: host and port (8104 unless it was changed), both AE titles, TLS. */
  readonly peer: DicomPeer;
  /** How many associations send at once; sessions come one after the other. @default 1 */
  readonly concurrency?: number;
  /** How often opening an association is tried again. @default 2 */
  readonly retries?: number;
  /** How long XNAT may work on one session after it has everything; with a client alone. @default 600000 */
  readonly settleTimeoutMs?: number | undefined;
}

/** What is sent out of folders and archives, and how. */
export interface SendStudiesOptions
  extends SendPlanOptions, Omit<PlanOptions, "project" | "signal" | "onEvent"> {
  /** ID of the project. @default that of the plan */
  readonly project?: string | undefined;
  /** The same XNAT over REST: then arrival is looked for there. @default none, and the result says so */
  readonly xnat?: XnatClient | undefined;
}
