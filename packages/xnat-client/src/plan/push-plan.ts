import type { MissingNames } from "../select/select-options.js";
import type { LeftOutFile, LeftOutReason } from "./left-out-file.js";
import type { PlannedSession } from "./planned-session.js";

/** A series that the naming file has no rule for, or more than one. */
export interface DoubtfulSeries {
  /** `SUBJECT/SESSION`. */
  session: string;
  folder: string;
  number: number | undefined;
  description: string;
  /** How many rules match it; the first of several is taken. */
  rules: number;
}

/** Figures of a plan. */
export interface PlanTotals {
  sessions: number;
  /** Sessions with a problem, which are not sent. */
  refused: number;
  files: number;
  bytes: number;
  leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
}

/** What a push or send would do. It lies in temporary files: close it. */
export interface PushPlan extends AsyncDisposable {
  readonly project: string;
  readonly totals: PlanTotals;
  /** Subjects that were asked for and that no source holds. */
  readonly missing: MissingNames | undefined;
  /** The sessions in the order of their sources, any number of times. */
  sessions(): AsyncIterable<PlannedSession>;
  /** What lies in the sources and is not sent. */
  leftOut(): AsyncIterable<LeftOutFile>;
  /** Series that no rule of the naming file matches; none without a naming file. */
  unmatchedSeries(): AsyncIterable<DoubtfulSeries>;
  /** Series that more than one rule matches. */
  multiplyMatched(): AsyncIterable<DoubtfulSeries>;
  close(): Promise<void>;
}
