import { ScanferryError } from "@scanferry/transfer";
import { addDays, dayIn, isIsoDay } from "./iso-day.js";

/** When links end: a number of days after today, or a day. One of the two. */
export interface Expiry {
  /** The link works up to and including today plus this many days. @default 21 */
  expiresInDays?: number;
  /** The last day on which the link works, `YYYY-MM-DD`. */
  expires?: string;
}

/** Whose calendar counts. */
export interface CalendarOptions {
  /** IANA name of the time zone of the Nextcloud user: the server ends links at that zone's midnight. */
  timeZone: string;
  /** The present moment in milliseconds. */
  nowMs: number;
}

/**
 * Gives the last day on which a link works, as it stands in the share list.
 *
 * @throws {@link ScanferryError} `input/invalid` for a day that is past, is no day, or a number that is not whole
 * @example
 * ```ts
 * lastUsableDay({ expiresInDays: 21 }, { timeZone: "Europe/Berlin", nowMs: Date.now() });
 * ```
 */
export function lastUsableDay(expiry: Expiry, calendar: CalendarOptions): string {
  const today = dayIn(calendar.timeZone, calendar.nowMs);
  if (expiry.expires !== undefined) {
    if (expiry.expiresInDays !== undefined) {
      throw new ScanferryError(
        "input/invalid",
        "The end of the links is given twice, as a day and as a number.",
        {
          hint: "Give one of the two.",
        },
      );
    }
    if (!isIsoDay(expiry.expires)) {
      throw new ScanferryError("input/invalid", "The last day of the links is not a calendar day.", {
        hint: "Write it like 2026-12-24.",
      });
    }
    if (expiry.expires < today) {
      throw new ScanferryError("input/invalid", "The last day of the links is already over.", {
        hint: `Today is ${today} in ${calendar.timeZone}; give today or a later day.`,
      });
    }
    return expiry.expires;
  }
  const days = expiry.expiresInDays ?? 21;
  if (!Number.isInteger(days) || days < 0 || days > 36_500) {
    throw new ScanferryError("input/invalid", "The links' lifetime is a whole number of days, 0 or more.", {
      hint: "21 means that they work up to and including the day in 21 days.",
    });
  }
  return addDays(today, days);
}

/**
 * Gives the `expireDate` to tell a Nextcloud server for a last usable day: the day after, because servers (27 and 32
 * alike) end a link at 00:00 of the date they are told, in the user's time zone.
 *
 * @throws {@link ScanferryError} `input/invalid`
 * @example
 * ```ts
 * serverExpireDate("2026-12-11"); // "2026-12-12"
 * ```
 */
export function serverExpireDate(lastDay: string): string {
  return addDays(lastDay, 1);
}

/**
 * Turns the day on which a link dies (a server's `expiration`, or `expire` in a list of today's script) into the last
 * day on which it works.
 *
 * @throws {@link ScanferryError} `input/invalid`
 * @example
 * ```ts
 * lastDayFromDeath("2026-12-12 00:00:00"); // "2026-12-11"
 * ```
 */
export function lastDayFromDeath(expiration: string): string {
  return addDays(expiration.slice(0, 10), -1);
}
