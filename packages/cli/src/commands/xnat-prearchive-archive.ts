import type { NamedSession, XnatClient } from "@scanferry/xnat-client";
import { toScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { countOf } from "../output/count-of.js";
import { safeText } from "../output/safe-text.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { archiveSessions } from "../xnat/prearchive/archive-sessions.js";
import type { Correction } from "../xnat/prearchive/corrections.js";
import { foundSessions, sessionLine } from "../xnat/prearchive/on-sessions.js";
import { wantedCorrections } from "../xnat/prearchive/wanted-corrections.js";

/** `scanferry xnat prearchive archive SESSION… | --table FILE` */
export async function run(call: CallContext): Promise<number> {
  const { options, signal } = call;
  const corrections = new Map((await wantedCorrections(call)).map((one) => [one.name, one]));
  const mayReplace = options.text("overwrite") === "delete" || options.text("onConflict") === "overwrite";
  return withXnat(call, async (xnat) => {
    const sessions = await foundSessions(xnat, [...corrections.keys()], signal);
    if (mayReplace && !options.flag("yes") && !options.flag("dryRun"))
      await confirmReplacing(call, xnat, sessions, corrections);
    return runTransfer(call, (from) => archiveSessions(call, xnat, sessions, corrections, from), {
      line: sessionLine,
    });
  });
}

/** Names what would go from the archive, before anything is sent. */
async function confirmReplacing(
  call: CallContext,
  xnat: XnatClient,
  sessions: readonly NamedSession[],
  corrections: ReadonlyMap<string, Correction>,
): Promise<void> {
  const going: string[] = [];
  for (const one of sessions) {
    if ("error" in one) continue;
    const { project, subject, session } = corrections.get(one.name) ?? {};
    const handle = xnat.prearchiveSession(one.session.uri);
    const plan = await handle
      .planArchive({ project, subject, session, signal: call.signal })
      .catch((error: unknown) => {
        // It is told as this session's own result.
        if (toScanferryError(error).code.startsWith("net/")) throw error;
        return undefined;
      });
    if (plan?.exists === true) going.push(`${plan.to.project}/${plan.to.subject}/${plan.to.session}`);
  }
  if (going.length === 0) return;
  const what = `Replace ${countOf(going.length, "session")} of the archive, with all scans and files`;
  await confirmDeletion(call, `${what}: ${going.map(safeText).join(", ")}`);
}
