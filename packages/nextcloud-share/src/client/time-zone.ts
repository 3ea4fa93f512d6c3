import { ScanferryError } from "@scanferry/transfer";
import type { Capabilities } from "./capabilities-schema.js";
import type { TimeZoneInfo } from "./server-info.js";

/**
 * Finds the account's time zone: the option, else what Nextcloud 32 tells in its capabilities, else UTC.
 *
 * @throws {@link ScanferryError} `input/invalid` when the option is no IANA time zone.
 */
export function findTimeZone(capabilities: Capabilities, option?: string): TimeZoneInfo {
  if (option !== undefined) {
    if (!isTimeZone(option)) {
      throw new ScanferryError("input/invalid", "The time zone given is not known.", {
        hint: "Give an IANA name such as Europe/Berlin or UTC.",
        details: { timeZone: option },
      });
    }
    return { name: option, source: "option" };
  }
  const told = capabilities.core?.user?.timezone;
  return told !== undefined && isTimeZone(told)
    ? { name: told, source: "server" }
    : { name: "UTC", source: "assumed" };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
