import type { NextcloudContext } from "../client/context.js";
import { addDays, dayIn } from "../expiry/iso-day.js";
import type { Finding } from "./finding.js";

type Ctx = Pick<NextcloudContext, "capabilities" | "timeZone" | "now">;

/**
 * The latest last usable day that the server takes: an enforced limit of N days refuses an `expireDate` beyond today
 * + N ("exactly 7 days ok", 27 and 32), and the last usable day is the day before.
 */
export function latestExpire(ctx: Ctx): string | undefined {
  const limit = ctx.capabilities.files_sharing?.public?.expire_date;
  if (limit?.enabled !== true || limit.enforced !== true || limit.days === undefined) return undefined;
  return addDays(dayIn(ctx.timeZone.name, ctx.now()), limit.days - 1);
}

/** Whether the server takes the last day. */
export function checkExpiry(ctx: Ctx, expire: string | undefined): Finding[] {
  const findings: Finding[] = [];
  const latest = latestExpire(ctx);
  const zone = ctx.timeZone.name;
  if (expire === undefined) {
    if (latest === undefined) return [];
    return [
      {
        code: "expiry-enforced",
        severity: "warning",
        message: `The server ends every link: without a day of your own, the last usable day is ${latest}.`,
        hint: `Give a last day up to ${latest}.`,
        errorCode: "remote/refused",
        details: { latest },
      },
    ];
  }
  const today = dayIn(zone, ctx.now());
  if (expire < today) {
    findings.push({
      code: "expiry-past",
      severity: "error",
      message: "The last day of the links is already over.",
      hint: `Today is ${today} in ${zone}; give today or a later day.`,
      errorCode: "input/invalid",
      details: { today },
    });
  }
  if (latest !== undefined && expire > latest) {
    findings.push({
      code: "expiry-too-late",
      severity: "error",
      message: `The server does not let links work longer than ${latest}.`,
      hint: `Give ${latest} or an earlier day as the last day.`,
      errorCode: "remote/refused",
      details: { latest },
    });
  }
  if (ctx.timeZone.source === "assumed") {
    findings.push({
      code: "time-zone-assumed",
      severity: "note",
      message: `This server does not tell the account's time zone; ${zone} is assumed for what counts as today.`,
      hint: "Name the time zone set in the Nextcloud account, to be exact to the hour.",
      errorCode: "input/invalid",
    });
  }
  return findings;
}
