import type { CallContext } from "../call-context.js";
import { countOf } from "../output/count-of.js";
import { safeText } from "../output/safe-text.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { foundSessions, onSessions, sessionLine } from "../xnat/prearchive/on-sessions.js";

/** `scanferry xnat prearchive rm SESSION…` */
export async function run(call: CallContext): Promise<number> {
  return withXnat(call, async (xnat) => {
    const sessions = await foundSessions(xnat, call.args, call.signal);
    const uris = sessions.flatMap((one) => ("session" in one ? [one.session.uri] : []));
    if (uris.length > 0)
      await confirmDeletion(
        call,
        `Delete ${countOf(uris.length, "session")} with the files: ${uris.map(safeText).join(", ")}`,
      );
    return runTransfer(
      call,
      (from) =>
        onSessions(call, sessions, from, {
          action: "delete",
          act: async ({ uri, status }, wait) => {
            if (call.options.flag("dryRun")) return { target: uri, note: `is ${status}` };
            await xnat.prearchiveSession(uri).remove(wait);
            return { target: uri };
          },
        }),
      { line: sessionLine },
    );
  });
}
