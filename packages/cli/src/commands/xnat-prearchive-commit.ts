import type { NamedSession, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { countOf } from "../output/count-of.js";
import { safeText } from "../output/safe-text.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { foundSessions, onSessions, sessionLine } from "../xnat/prearchive/on-sessions.js";

/** `scanferry xnat prearchive commit SESSION… [--archive|--no-archive]` */
export async function run(call: CallContext): Promise<number> {
  const { options } = call;
  const archive = options.flag("archive") ? true : options.off("archive") ? false : undefined;
  return withXnat(call, async (xnat) => {
    const sessions = await foundSessions(xnat, call.args, call.signal);
    const replacing =
      archive === false ? new Set<string>() : await replacingOnes(xnat, sessions, call.signal);
    if (replacing.size > 0) await confirmReplacing(call, [...replacing]);
    return runTransfer(
      call,
      (from) =>
        onSessions(call, sessions, from, {
          action: "commit",
          act: async ({ uri, status: before }, wait) => {
            const replace = replacing.has(uri);
            const note = replace ? `is ${before}; the archive's session is replaced` : `is ${before}`;
            if (options.flag("dryRun")) return { target: uri, note };
            const how = { archive, replace, ...wait };
            const { uri: target, status } = await xnat.prearchiveSession(uri).commit(how);
            return { target, note: status === undefined ? "archived" : `is ${status}` };
          },
        }),
      { line: sessionLine },
    );
  });
}

/** The sessions that a project with the prearchive code 5 would archive over what is there. */
async function replacingOnes(
  xnat: XnatClient,
  sessions: readonly NamedSession[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const uris = new Set<string>();
  for (const one of sessions) {
    if ("error" in one) continue;
    const { uri } = one.session;
    if ((await xnat.prearchiveSession(uri).replacedByCommit({ signal })) !== undefined) uris.add(uri);
  }
  return uris;
}

async function confirmReplacing(call: CallContext, uris: readonly string[]): Promise<void> {
  const what = `Replace ${countOf(uris.length, "session")} of the archive, with all scans and files, because the project's prearchive code is 5`;
  await confirmDeletion(call, `${what}: ${uris.map(safeText).join(", ")}`);
}
