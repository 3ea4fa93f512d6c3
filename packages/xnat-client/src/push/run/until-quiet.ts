import { sessionAt } from "../../prearchive/session-at.js";
import { poll } from "../../prearchive/wait-for.js";
import type { SessionRun } from "./push-run.js";
import { waitOptions } from "./push-run.js";

/**
 * So long nothing must change. The server notes changes no oftener than every 15 s while it takes files in ([S] GradualDicomImporter), and not at all
 * while it works on one large file.
 */
const quietMs = 60_000;

/**
 * Waits until nothing more comes into a session that is being received: of this push, after its answer was lost, or of somebody else. Putting it together
 * earlier would lock the other one out in the middle.
 */
export async function untilQuiet(run: SessionRun, uri: string): Promise<void> {
  const { ctx, signal } = run;
  let last = "";
  let sinceMs = ctx.now();
  await poll(
    ctx,
    uri,
    async () => {
      const row = await sessionAt(ctx, uri, { signal });
      if (row === undefined || !/^RECEIVING/.test(row.status)) return { found: true };
      const state = JSON.stringify(row.fields);
      if (state !== last) {
        last = state;
        sinceMs = ctx.now();
      }
      return ctx.now() - sinceMs >= quietMs ? { found: true } : { status: row.status };
    },
    waitOptions(run),
  );
}
