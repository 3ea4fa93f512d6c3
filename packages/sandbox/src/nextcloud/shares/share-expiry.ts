import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";
import { OcsError } from "../ocs/ocs-response.js";
import { addDays, localDay, startOfDay } from "./local-day.js";

/** The two columns of an expiry. */
export interface ShareExpiry {
  readonly expireDate: string | undefined;
  readonly expiresAtMs: number | undefined;
}

/**
 * The expiry that a share gets: a link dies at the first moment of that day in the owner's time zone.
 *
 * @param given - the parameter as sent; `undefined` when it was not
 * @throws OcsError 404 (sic) for what is past, too far or no date
 */
export function shareExpiry(cloud: Cloud, owner: Account, given: string | undefined): ShareExpiry {
  const { expire } = cloud.settings;
  const today = localDay(cloud.clock.now(), owner.timeZone);
  const none = given === undefined || (given === "" && !cloud.version.emptyExpiryMeansNone);
  let day = given === undefined || given === "" ? undefined : parsedDay(cloud, owner, given);
  if (day === undefined && expire !== undefined && (none || expire.enforced))
    day = addDays(today, expire.days);
  if (day === undefined) return { expireDate: undefined, expiresAtMs: undefined };
  if (day <= today) throw new OcsError(404, "Expiration date is in the past");
  if (expire?.enforced === true && day > addDays(today, expire.days))
    throw new OcsError(404, `Cannot set expiration date more than ${String(expire.days)} days in the future`);
  return { expireDate: day, expiresAtMs: startOfDay(day, owner.timeZone) };
}

/** A day, or the day of a moment given with a zone; time parts are cut off. */
function parsedDay(cloud: Cloud, owner: Account, text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(.*)$/.exec(text.trim());
  const zoned = match?.[2] !== undefined && /(Z|[+-]\d{2}:?\d{2})$/i.test(match[2]);
  const time = Date.parse(zoned ? text : `${match?.[1] ?? ""}T00:00:00Z`);
  if (match?.[1] === undefined || Number.isNaN(time))
    throw new OcsError(
      404,
      cloud.version.key === "32"
        ? "Invalid date. Format must be YYYY-MM-DD"
        : "Invalid date, date format must be YYYY-MM-DD",
    );
  return zoned ? localDay(time, owner.timeZone) : match[1];
}
