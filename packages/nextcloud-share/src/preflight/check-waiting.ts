import type { NextcloudContext } from "../client/context.js";
import { limitsShareCreation } from "../client/server-info.js";
import { shareLimit } from "../shares/share-pacing.js";
import type { Finding } from "./finding.js";

/** How long the limit of new links will make the job wait at least. */
export function shareWaitMs(ctx: Pick<NextcloudContext, "server" | "pacing">, newShares: number): number {
  return limitsShareCreation(ctx.server) ? ctx.pacing.estimateMs(newShares) : 0;
}

/** Tells of the wait beforehand, so that nobody takes it for a hang. */
export function checkWaiting(waitMs: number, newShares: number): Finding[] {
  if (waitMs === 0) return [];
  const minutes = Math.ceil(waitMs / 60_000);
  return [
    {
      code: "waiting-time",
      severity: "note",
      message: `The server allows ${String(shareLimit.count)} new links in ten minutes; ${String(newShares)} will take about ${String(minutes)} minutes of waiting.`,
      hint: "Nothing needs to be done: the work goes on by itself, and an interrupted run goes on where it stopped.",
      errorCode: "remote/busy",
      details: { waitMs },
    },
  ];
}
