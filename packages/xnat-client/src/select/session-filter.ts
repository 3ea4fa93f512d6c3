/** A range of days; both ends are in it. Taken is the day that a `Date` names in UTC, as `new Date("2026-11-21")` makes it. */
export interface DayRange {
  from?: Date;
  to?: Date;
}

/** Which sessions are wanted. All that is given must hold; an empty list is one that nothing passes, not one that was left out. */
export interface SessionFilter {
  /**
   * Subjects by label or accession ID, as text: leading zeros count, and so do capital and small letters. A list of any length may come
   * as an `AsyncIterable`; it is read once.
   */
  subjects?: readonly string[] | AsyncIterable<string>;
  /** Sessions by label or accession ID; `*` and `?` are globs. Capital and small letters count. */
  sessions?: readonly string[];
  /**
   * Sessions that the server took in on this day or later. XNAT's times are the server's local ones without a zone, so that days are
   * compared; taken is the day in UTC. A session without such a time is taken.
   */
  since?: Date;
  /** Sessions that were scanned within these days. A session without a date is left out. */
  date?: DayRange;
  /**
   * Kinds of sessions: MR, PET, CT, PETMR, EEG, MEG, US …, or XNAT's own names such as `xnat:mrSessionData`. A session whose kind the
   * server does not tell is taken.
   *
   * @default every kind of imaging
   */
  modalities?: readonly string[];
}
