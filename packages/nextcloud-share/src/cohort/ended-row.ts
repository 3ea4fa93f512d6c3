import { ScanferryError, type TransferResult } from "@scanferry/transfer";
import { dayIn, isIsoDay } from "../expiry/iso-day.js";
import type { ShareListRow } from "../list/columns.js";
import type { ShareJob } from "./share-job.js";

/**
 * The record of a row whose link works no more because somebody ended it or its last day is over. Such a row is left
 * alone like any other, but it is not `unchanged`: the participant has no scan.
 */
export function endedRow(
  job: Pick<ShareJob, "cloud" | "now">,
  row: ShareListRow,
): TransferResult | undefined {
  const today = dayIn(job.cloud.timeZone.name, job.now());
  const over = isIsoDay(row.expire) && row.expire < today;
  if (row.status !== "revoked" && !over) return undefined;
  return {
    id: row.subject,
    target: row.url,
    action: "share",
    status: "skipped",
    bytes: 0,
    error: new ScanferryError(
      "remote/not-found",
      row.status === "revoked" ? "The link was revoked." : "The last day of the link is over.",
      { hint: "To share again, delete the row in the list and run the same command.", subject: row.subject },
    ),
  };
}
