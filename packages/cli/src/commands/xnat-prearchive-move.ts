import type { CallContext } from "../call-context.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { foundSessions, onSessions, sessionLine } from "../xnat/prearchive/on-sessions.js";

/** `scanferry xnat prearchive move SESSION… --to PROJECT` */
export async function run(call: CallContext): Promise<number> {
  const project = call.options.required("to");
  const isDry = call.options.flag("dryRun");
  return withXnat(call, async (xnat) => {
    // A project that is not there would be told once for each session.
    await xnat.project(project).access({ signal: call.signal });
    const sessions = await foundSessions(xnat, call.args, call.signal);
    return runTransfer(
      call,
      (from) =>
        onSessions(call, sessions, from, {
          action: "move",
          act: async ({ uri, project: before, timestamp, folderName }, wait) => {
            if (before === project) return { target: uri, status: "unchanged" };
            const note = `was in ${before}`;
            if (isDry) return { target: `/prearchive/projects/${project}/${timestamp}/${folderName}`, note };
            return { target: (await xnat.prearchiveSession(uri).move(project, wait)).uri, note };
          },
        }),
      { line: sessionLine },
    );
  });
}
