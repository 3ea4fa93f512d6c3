import { ScanferryError } from "@scanferry/transfer";

import type { DayRange } from "./session-filter.js";

/**
 * The day that a `Date` names, in UTC: a day that was typed is made into a `Date` as UTC's midnight.
 *
 * @throws {@link ScanferryError} `input/invalid` for a `Date` that is none
 */
export function dayOf(date: Date): string {
  if (Number.isNaN(date.getTime())) {
    throw new ScanferryError("input/invalid", "A date of a filter is no date.", {
      hint: 'Give a valid date, e.g. new Date("2026-11-21").',
    });
  }
  return date.toISOString().slice(0, 10);
}

/** The day at the beginning of a time as XNAT writes it, `2026-11-21 00:18:39.88` in the server's own zone. */
export function writtenDay(text: string | undefined): string | undefined {
  return /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(text ?? "")?.[0];
}

/** Days as texts, which are in the order of time. */
export interface Days {
  from?: string;
  to?: string;
}

/**
 * The days of a range.
 *
 * @throws {@link ScanferryError} `input/invalid` for a range that ends before it begins
 */
export function daysOf({ from, to }: DayRange): Days {
  const days: Days = {
    ...(from === undefined ? {} : { from: dayOf(from) }),
    ...(to === undefined ? {} : { to: dayOf(to) }),
  };
  if (days.from !== undefined && days.to !== undefined && days.from > days.to) {
    throw new ScanferryError("input/invalid", "The range of dates ends before it begins.", {
      hint: "Give the earlier day first.",
    });
  }
  return days;
}

/** Whether a day is within a range, both ends included. */
export function isWithin(day: string, { from, to }: Days): boolean {
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}
