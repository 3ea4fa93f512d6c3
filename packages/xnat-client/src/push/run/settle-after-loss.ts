import { poll } from "../../prearchive/wait-for.js";
import { waitingSessions } from "../look/waiting-sessions.js";
import type { SessionRun } from "./push-run.js";
import { waitOptions } from "./push-run.js";

/** For so long the server may have nothing to show yet of what it got. */
const hiddenMs = 60_000;

/** A proxy that takes everything first may pass it on no faster than this. */
const passedOnPerMs = 50_000;

/**
 * Waits until something shows of a transfer that left as a whole and whose answer was lost: whoever looks too early would send it a second time. What shows
 * may be coming in still, which {@link untilQuiet} waits for.
 */
export async function settleAfterLoss(run: SessionRun): Promise<void> {
  const { ctx, session, signal } = run;
  const options = waitOptions(run);
  const longestMs = Math.min(hiddenMs + session.bytes / passedOnPerMs, options.timeoutMs ?? Infinity);
  const begunMs = ctx.now();
  await poll(
    ctx,
    session.id,
    async () => {
      const { same } = await waitingSessions(ctx, session, { signal });
      const isOver = same.length > 0 || ctx.now() - begunMs >= longestMs;
      return isOver ? { found: true } : { status: undefined };
    },
    options,
  );
}
