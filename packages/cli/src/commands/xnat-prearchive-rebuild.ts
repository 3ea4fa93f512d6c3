import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { foundSessions, onSessions, sessionLine } from "../xnat/prearchive/on-sessions.js";

/** `scanferry xnat prearchive rebuild SESSION…` */
export async function run(call: CallContext): Promise<number> {
  const isDry = call.options.flag("dryRun");
  return withXnat(call, async (xnat) => {
    const sessions = await foundSessions(xnat, call.args, call.signal);
    return runTransfer(
      call,
      (from) =>
        onSessions(call, sessions, from, {
          action: "rebuild",
          act: async ({ uri, status: before }, wait) => {
            if (isDry) return { target: uri, note: `is ${before}` };
            const { status } = await xnat.prearchiveSession(uri).rebuild(wait);
            if (status === "ERROR") throw unreadable(uri);
            return { target: uri, note: `is ${status}` };
          },
        }),
      { line: sessionLine },
    );
  });
}

function unreadable(uri: string): ScanferryError {
  return new ScanferryError("remote/refused", "The server could not read the session.", {
    hint: "Its log on the web page (prearchive, Details) says why. Send it again.",
    subject: uri,
  });
}
