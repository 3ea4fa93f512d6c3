import { isIsoDay } from "@scanferry/nextcloud-share";
import { ScanferryError } from "@scanferry/transfer";

/** When links end: a number of days from today, or a last day. */
export type Expiry = { expiresInDays: number } | { expires: string };

/**
 * Reads `--expires`: `21d` (or `21`) is a number of days, `2026-12-24` the last day on which the link works.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function parseExpiry(text: string): Expiry {
  const days = /^(\d{1,5})\s*d?$/i.exec(text.trim());
  if (days !== null) return { expiresInDays: Number(days[1]) };
  if (isIsoDay(text.trim())) return { expires: text.trim() };
  throw new ScanferryError("input/invalid", "The last day of a link is written like 21d or 2026-12-24.", {
    hint: "21d means that the link works up to and including the day in 21 days.",
  });
}
