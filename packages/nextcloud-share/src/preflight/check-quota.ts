import type { NextcloudContext } from "../client/context.js";
import { quota } from "../webdav/quota.js";
import type { CallOptions } from "../webdav/stat.js";
import type { Finding } from "./finding.js";

/** Whether the target folder has room for everything. */
export async function checkQuota(
  ctx: NextcloudContext,
  folder: string,
  totalBytes: number | undefined,
  options: CallOptions,
): Promise<Finding[]> {
  if (totalBytes === undefined || totalBytes === 0) return [];
  const { available } = await quota(ctx, folder, options);
  if (available === "unlimited") return [];
  if (available === "unknown") {
    return [
      {
        code: "quota-unknown",
        severity: "note",
        message: "The server does not tell how much space is left.",
        hint: "If it runs full, the upload stops with an error and nothing is half there.",
        errorCode: "remote/quota",
      },
    ];
  }
  if (available >= totalBytes) return [];
  return [
    {
      code: "quota-exceeded",
      severity: "error",
      message: `The account has ${String(available)} bytes left; ${String(totalBytes)} are needed.`,
      hint: "Empty the trash bin of the Nextcloud (it counts against the quota), remove old files, or ask for more space.",
      errorCode: "remote/quota",
      details: { availableBytes: available, neededBytes: totalBytes },
    },
  ];
}
