import type { CallContext } from "../call-context.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { foundSessions, onSessions, sessionLine } from "../xnat/prearchive/on-sessions.js";

/** `scanferry xnat prearchive commit SESSION… [--archive|--no-archive]` */
export async function run(call: CallContext): Promise<number> {
  const { options } = call;
  const archive = options.flag("archive") ? true : options.off("archive") ? false : undefined;
  return withXnat(call, async (xnat) => {
    const sessions = await foundSessions(xnat, call.args, call.signal);
    return runTransfer(
      call,
      (from) =>
        onSessions(call, sessions, from, {
          action: "commit",
          act: async ({ uri, status: before }, wait) => {
            if (options.flag("dryRun")) return { target: uri, note: `is ${before}` };
            const { uri: target, status } = await xnat.prearchiveSession(uri).commit({ archive, ...wait });
            return { target, note: status === undefined ? "archived" : `is ${status}` };
          },
        }),
      { line: sessionLine },
    );
  });
}
