import type { OneOrMore } from "../query/file-query.js";
import type { DatasetEvent } from "../query/file-query.js";
import type { LeftOut } from "../dataset/scope.js";
import type { Preference } from "./preference.js";

/** Which images are chosen. */
export interface PickOptions {
  /**
   * The wanted suffix, or several in order of preference, e.g. `["T1w", "UNIT1"]`; case does not count.
   * @default "T1w"
   */
  readonly suffix?: OneOrMore<string>;
  /** Participants, with or without `sub-`; one that does not exist comes back with a problem. @default all */
  readonly subjects?: OneOrMore<string>;
  /** Sessions that may be chosen from, with or without `ses-`. @default all */
  readonly session?: OneOrMore<string>;
  /** Runs that may be chosen from; `1` finds `run-01`. @default all */
  readonly run?: OneOrMore<string | number>;
  /** Other entities that must hold, e.g. `{ acq: "mprage", rec: null }`. */
  readonly entities?: Readonly<Record<string, OneOrMore<string | number> | null>>;
  /**
   * The datatype folder in which the image must lie.
   * @default "anat" for suffixes of anatomical images and for suffixes that BIDS does not know, any folder for others (`bold`, `dwi` …)
   */
  readonly datatype?: OneOrMore<string>;
  /** Every image that matches and is in order, instead of one per participant. @default false */
  readonly all?: boolean;
  /** What decides before the default order does, see {@link defaultPreferences}. */
  readonly prefer?: readonly Preference[];
  /** What is looked at besides the dataset proper. @default nothing */
  readonly include?: readonly Extract<LeftOut, "hidden" | "ignored">[];
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: DatasetEvent) => void;
}
