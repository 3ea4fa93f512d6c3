import type { MoveOptions } from "@scanferry/transfer";
import type { PlanOptions } from "../plan/plan-options.js";
import type { Overwrite } from "../prearchive/archive-session.js";

/** Where sessions go. */
export type Destination = "prearchive" | "archive";

/** What an overwriting would remove from the archive. */
export interface ReplacedSession {
  /** `SUBJECT/SESSION`. */
  readonly id: string;
  /** Its address in the archive. */
  readonly uri: string;
  /** Whether it is of another study than the new one, as far as the server tells. */
  readonly isOtherStudy: boolean;
  /** Its scans: ID, type, and how many DICOM files the server counts. */
  readonly scans: readonly {
    readonly id: string;
    readonly type: string;
    readonly files: number | undefined;
  }[];
}

/** How sessions are sent, and what happens to those that are there already. */
export interface SendSessionsOptions extends MoveOptions, Pick<PlanOptions, "sameStudy"> {
  /** @default "prearchive" */
  readonly destination?: Destination | undefined;
  /**
   * What happens to a session of the archive that has the same label and other instances: nothing, and its result is `failed` with
   * `remote/exists`; what is missing there is added; or it is replaced once the new one has arrived whole in the prearchive.
   * @default "none"
   */
  readonly overwrite?: Overwrite | undefined;
  /** Marks sessions as in quarantine, for somebody to look at before others use them. @default false */
  readonly quarantine?: boolean | undefined;
  /** Folder for the record of what was sent, so that a second run is cheap. @default none */
  readonly journal?: string | undefined;
  /** Asked before a session is replaced; `false` leaves it and skips the new one. One question at a time. @default yes */
  readonly confirmDelete?: ((session: ReplacedSession) => Promise<boolean>) | undefined;
  /** How long the server may work on one session after it has everything. @default 600000 */
  readonly settleTimeoutMs?: number | undefined;
}

/** What is sent out of folders and archives, and how. */
export interface PushOptions
  extends SendSessionsOptions, Omit<PlanOptions, "project" | "signal" | "onEvent"> {
  /** ID of the project. @default that of the plan */
  readonly project?: string | undefined;
}
