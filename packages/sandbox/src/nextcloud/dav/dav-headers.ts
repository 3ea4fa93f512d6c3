import type { HeaderPair } from "../../server/answer.js";
import type { NextcloudVersion } from "../version.js";

/** The `DAV` header of answers to PROPFIND and OPTIONS. */
export function davHeaders(version: NextcloudVersion): readonly HeaderPair[] {
  const paginate = version.key === "32" ? "nc-paginate, " : "";
  return [
    [
      "DAV",
      `1, 3, extended-mkcol, access-control, calendarserver-principal-property-search, ${paginate}nextcloud-checksum-update, nc-calendar-search, nc-enable-birthday-calendar`,
    ],
  ];
}

/** The same of the public endpoints. */
export const publicDavHeaders: readonly HeaderPair[] = [
  ["DAV", "1, 3, extended-mkcol, nextcloud-checksum-update"],
];
