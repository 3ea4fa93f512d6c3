import { ScanferryError } from "@scanferry/transfer";

const dayMs = 86_400_000;

/**
 * Tells whether a text is a calendar day that exists, written `YYYY-MM-DD`.
 *
 * @example
 * ```ts
 * isIsoDay("2026-02-30"); // false
 * ```
 */
export function isIsoDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  // 2026-02-30 rolls over into March, so the day is compared with what was read.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

/**
 * Adds days to a calendar day. It counts in UTC, so that a change to summer time never swallows one.
 *
 * @throws {@link ScanferryError} `input/invalid` when `day` is no calendar day
 * @example
 * ```ts
 * addDays("2026-12-31", 1); // "2027-01-01"
 * ```
 */
export function addDays(day: string, days: number): string {
  const start = Date.parse(`${day}T00:00:00Z`);
  const moved = new Date(start + days * dayMs);
  if (!isIsoDay(day) || Number.isNaN(moved.getTime()) || moved.getUTCFullYear() > 9999) {
    throw new ScanferryError("input/invalid", "A day is written like 2026-12-24.", {
      hint: "Give a calendar day that exists, as year-month-day.",
    });
  }
  return moved.toISOString().slice(0, 10);
}

/**
 * Gives the calendar day of a moment in a time zone (IANA name).
 *
 * @throws {@link ScanferryError} `input/invalid` when the time zone is unknown
 * @example
 * ```ts
 * dayIn("Europe/Berlin", Date.UTC(2026, 10, 20, 23, 30)); // "2026-11-21"
 * ```
 */
export function dayIn(timeZone: string, momentMs: number): string {
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = new Intl.DateTimeFormat("en-US", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    }).formatToParts(momentMs);
  } catch (error) {
    throw new ScanferryError("input/invalid", "The time zone is not known.", {
      hint: "Use an IANA name such as Europe/Berlin or UTC.",
      cause: error,
    });
  }
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}
