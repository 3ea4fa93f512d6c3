import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";
import { DavError } from "./dav-error.js";

/** @throws DavError 507 when `bytes` do not fit any more */
export function checkQuota(cloud: Cloud, account: Account, bytes: number, shownPath: string): void {
  const free = cloud.freeBytes(account);
  if (free < 0 || bytes <= free) return;
  throw new DavError(
    507,
    "Sabre\\DAV\\Exception\\InsufficientStorage",
    `Insufficient space in ${shownPath}, ${String(bytes)} required, ${String(free)} available`,
  );
}
