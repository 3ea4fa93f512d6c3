/** Names that were asked for and that the server does not have here. They may be people's record numbers: print them to their owner only. */
export interface MissingNames {
  kind: "subject" | "session";
  /** As they were asked for, each once, in the order of the list. */
  labels: readonly string[];
  /** How many names of this kind were asked for. */
  asked: number;
  /** What to do next; says so where only capital letters or leading zeros differ. */
  hint: string;
  /** Labels of the server that differ from a missing one in capital letters or leading zeros alone; the first 20. */
  alike: readonly { asked: string; found: string }[];
}

/** Experiments that a selection leaves out although no name, kind or day that was asked for says so. */
export interface LeftOut {
  /**
   * `not-imaging`: assessors of subjects, forms; `no-date`: a range of days was asked for and the session has no date; `no-subject`: the
   * server tells no subject of it, so that nobody knows whose it is.
   */
  reason: "not-imaging" | "no-date" | "no-subject";
  count: number;
  /** Their types, e.g. `xnat:subjectVariablesData`; the first 20. */
  xsiTypes: readonly string[];
}

/** How sessions are selected. */
export interface SelectOptions {
  signal?: AbortSignal | undefined;
  /** Whether names that are missing on the server stop everything before the first session is given. @default false */
  strict?: boolean | undefined;
  /** Gets what is missing, once per kind, before the first session is given. */
  onMissing?: ((missing: MissingNames) => void) | undefined;
  /** Gets what is left out, before the first session is given. */
  onLeftOut?: ((leftOut: LeftOut) => void) | undefined;
}
