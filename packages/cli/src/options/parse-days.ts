import { ScanferryError } from "@scanferry/transfer";

/** Days from one to another; both are in it. */
interface Days {
  from?: Date;
  to?: Date;
}

/**
 * Reads a day like 2026-01-31, for servers whose times have no zone: a moment would promise more than they can keep.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function parseDay(text: string, flag: string): Promise<Date> {
  const day = await dayOf(text);
  if (day !== undefined) return day;
  throw new ScanferryError("input/invalid", `${flag} takes a day like 2026-01-31.`, {
    hint: "The server tells its times without a zone, so that days are compared.",
  });
}

/**
 * Reads one day, or several: `2026-01-31`, `2026-01-01..2026-03-31`, `2026-01-01..` and `..2026-03-31`.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function parseDays(text: string, flag: string): Promise<Days> {
  const parts = text.split("..");
  const [first = "", last = first] = parts.map((part) => part.trim());
  const from = await dayOf(first);
  const to = await dayOf(last);
  const said = parts.length <= 2 && (first !== "" || last !== "");
  if (!said || (from === undefined && first !== "") || (to === undefined && last !== "")) {
    throw new ScanferryError(
      "input/invalid",
      `${flag} takes days like 2026-01-31 or 2026-01-01..2026-03-31.`,
      {
        hint: "An end that is left out is open: 2026-01-01..",
      },
    );
  }
  if (from !== undefined && to !== undefined && from > to)
    throw new ScanferryError("input/invalid", `The first day of ${flag} comes after the last one.`);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** The calendar lives with the shares' last days; it is loaded only by those who name a day. */
async function dayOf(text: string): Promise<Date | undefined> {
  const { isIsoDay } = await import("@scanferry/nextcloud-share");
  return isIsoDay(text.trim()) ? new Date(`${text.trim()}T00:00:00Z`) : undefined;
}
