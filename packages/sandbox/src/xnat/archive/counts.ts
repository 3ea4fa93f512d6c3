/** How many records of each kind; ids are numbered over the whole site. */
export interface Counts {
  readonly subjects: number;
  readonly experiments: number;
  readonly scans: number;
  readonly resources: number;
}

export const NOTHING: Counts = { subjects: 0, experiments: 0, scans: 0, resources: 0 };

/** `a + times * b`. */
export function plus(a: Counts, b: Counts, times = 1): Counts {
  return {
    subjects: a.subjects + times * b.subjects,
    experiments: a.experiments + times * b.experiments,
    scans: a.scans + times * b.scans,
    resources: a.resources + times * b.resources,
  };
}
