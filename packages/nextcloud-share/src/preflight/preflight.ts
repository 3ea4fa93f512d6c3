import { ScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import type { CallOptions } from "../webdav/stat.js";
import { checkExpiry, latestExpire } from "./check-expiry.js";
import { checkLinkPasswords, linkPasswordRequired } from "./check-link-passwords.js";
import { checkNames } from "./check-names.js";
import { checkQuota } from "./check-quota.js";
import { checkSharing } from "./check-sharing.js";
import { checkWaiting, shareWaitMs } from "./check-waiting.js";
import type { PreflightReport, PreflightRequest } from "./finding.js";

/**
 * Predicts, before a byte is read or sent, everything the server would refuse: links switched off, a last day beyond
 * its limit, missing or weak link passwords, too little space, forbidden names; and tells how long new links will wait.
 * It only asks; nothing is written.
 */
export async function preflight(
  ctx: NextcloudContext,
  request: PreflightRequest,
  options: CallOptions = {},
): Promise<PreflightReport> {
  const names = [...(request.names ?? [])];
  const newShares = request.newShares ?? names.length;
  const sharing = checkSharing(ctx);
  const mayShare = !sharing.some((finding) => finding.severity === "error");
  const waitMs = shareWaitMs(ctx, newShares);
  const findings = [
    ...sharing,
    ...(mayShare ? checkExpiry(ctx, request.expire) : []),
    ...(mayShare ? await checkLinkPasswords(ctx, request.linkPasswords, options) : []),
    ...checkNames(ctx.capabilities, names),
    ...(await checkQuota(ctx, request.folder, request.totalBytes, options)),
    ...checkWaiting(waitMs, newShares),
  ];
  return {
    ok: findings.every((finding) => finding.severity !== "error"),
    findings,
    latestExpire: latestExpire(ctx),
    linkPasswordRequired: linkPasswordRequired(ctx),
    waitMs,
  };
}

/**
 * As {@link preflight}, but throws the first error that was found.
 *
 * @throws {@link ScanferryError} `remote/refused`, `remote/quota`, `remote/conflict`, `input/invalid`
 */
export async function assertPreflight(
  ctx: NextcloudContext,
  request: PreflightRequest,
  options: CallOptions = {},
): Promise<PreflightReport> {
  const report = await preflight(ctx, request, options);
  const [first, ...others] = report.findings.filter((finding) => finding.severity === "error");
  if (first === undefined) return report;
  throw new ScanferryError(first.errorCode, first.message, {
    hint:
      others.length === 0 ? first.hint : `${first.hint} (${String(others.length)} more problems were found.)`,
    details: { ...first.details, finding: first.code },
    ...(first.subject === undefined ? {} : { subject: first.subject }),
  });
}
