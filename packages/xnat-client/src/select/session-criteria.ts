import type { Experiment } from "../schemas/experiment.js";
import { dayOf, daysOf, isWithin, writtenDay, type Days } from "./days.js";
import { isImagingType, isSameType, xsiTypesOf } from "./modalities.js";
import type { SessionFilter } from "./session-filter.js";

/** A filter on kind and days, ready to be compared; names stand apart. */
export interface SessionCriteria {
  /** Absent: every kind of imaging. */
  types: readonly string[] | undefined;
  since: string | undefined;
  days: Days | undefined;
}

/** What the criteria say of a session: wanted, not wanted, or left out for a reason that is worth telling. */
export type Verdict = "wanted" | "other" | "not-imaging" | "no-date";

/**
 * Reads a filter before anything is asked for.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function sessionCriteria({ modalities, since, date }: SessionFilter): SessionCriteria {
  return {
    types: modalities === undefined ? undefined : xsiTypesOf(modalities),
    since: since === undefined ? undefined : dayOf(since),
    days: date === undefined ? undefined : daysOf(date),
  };
}

/**
 * Judges a session by its row alone, whatever the server has filtered: 1.6.4 ignores filters.
 *
 * @param named One experiment was asked for by its name: it is brought whatever its kind.
 */
export function judgeSession(
  { types, since, days }: SessionCriteria,
  { xsiType, date, insertDate }: Experiment,
  named: boolean,
): Verdict {
  // One whose kind the server does not tell is taken, as below one without a time: leaving it out would lose it.
  if (types === undefined) {
    if (!named && xsiType !== "" && !isImagingType(xsiType)) return "not-imaging";
  } else if (!types.some((type) => xsiType === "" || isSameType(type, xsiType))) return "other";
  const inserted = writtenDay(insertDate);
  if (since !== undefined && inserted !== undefined && inserted < since) return "other";
  if (days === undefined || (days.from === undefined && days.to === undefined)) return "wanted";
  const day = writtenDay(date);
  if (day === undefined) return "no-date";
  return isWithin(day, days) ? "wanted" : "other";
}
