import { poll } from "../../prearchive/wait-for.js";
import { waitingSessions } from "../look/waiting-sessions.js";
import type { SessionRun } from "./push-run.js";
import { waitOptions } from "./push-run.js";

/** The server notes a session's change no oftener than this while it takes files in ([S] GradualDicomImporter). */
const quietMs = 16_000;

/** For so long the server may have nothing to show yet of what it got. */
const hiddenMs = 60_000;

/**
 * Waits until the server has come to an end with a transfer whose answer was lost: it may still be taking in what had arrived, and whoever looks too
 * early would send it a second time.
 *
 * @param mayAppear Whether all of it had left: then it may show up yet, though nothing of it is there.
 */
export async function settleAfterLoss(run: SessionRun, { mayAppear }: { mayAppear: boolean }): Promise<void> {
  const { ctx, session, signal } = run;
  const begunMs = ctx.now();
  let last = "";
  let sinceMs = begunMs;
  await poll(
    ctx,
    session.id,
    async () => {
      const { same } = await waitingSessions(ctx, session, { signal });
      const [row] = [...same.filter(({ status }) => /^RECEIVING/.test(status)), ...same];
      if (row === undefined)
        return mayAppear && ctx.now() - begunMs < hiddenMs ? { status: undefined } : { found: true };
      if (!/^RECEIVING/.test(row.status)) return { found: true };
      const state = `${row.uri} ${row.status} ${JSON.stringify(row.fields["lastmod"] ?? "")}`;
      if (state !== last) {
        last = state;
        sinceMs = ctx.now();
      }
      return ctx.now() - sinceMs >= quietMs ? { found: true } : { status: row.status };
    },
    waitOptions(run),
  );
}
