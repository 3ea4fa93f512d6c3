import { isIsoDay } from "@scanferry/nextcloud-share";
import { ScanferryError } from "@scanferry/transfer";

/**
 * Reads `--since`: a day (`2026-01-31`, from its first minute in UTC), or a moment with its zone
 * (`2026-01-31T08:30:00Z`).
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function parseSince(text: string): Date {
  const trimmed = text.trim();
  if (isIsoDay(trimmed)) return new Date(`${trimmed}T00:00:00Z`);
  const moment = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.exec(trimmed);
  if (moment?.[1] !== undefined && isIsoDay(moment[1])) {
    const date = new Date(trimmed);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw new ScanferryError("input/invalid", "--since takes a day like 2026-01-31.", {
    hint: "A moment needs its zone: 2026-01-31T08:30:00Z",
  });
}
