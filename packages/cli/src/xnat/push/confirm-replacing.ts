import { isScanferryError } from "@scanferry/transfer";
import type { PushPlan, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { countOf } from "../../output/count-of.js";
import { safeText } from "../../output/safe-text.js";
import { confirmDeletion } from "../../prompt/confirm-deletion.js";

/** Names the sessions of the archive that would be replaced, with what they hold, and asks. A session that holds the same instances is left alone. */
export async function confirmReplacing(call: CallContext, xnat: XnatClient, plan: PushPlan): Promise<void> {
  let sessions = 0;
  const project = xnat.project(plan.project);
  for await (const { id, subject, session, problems } of plan.sessions()) {
    if (problems.length > 0) continue;
    const scans = await scansOf(xnat, { project: project.id, subject, session }, call.signal);
    if (scans === undefined) continue;
    sessions++;
    call.say(`in the archive: ${safeText(id)}, ${countOf(scans, "scan")}`);
  }
  if (sessions === 0) return;
  await confirmDeletion(call, `Replace ${countOf(sessions, "session")} of the archive where the data differ`);
}

/** How many scans a session of the archive has; nothing where there is none. */
async function scansOf(
  xnat: XnatClient,
  { project, subject, session }: { project: string; subject: string; session: string },
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const { children } = await xnat.project(project).subject(subject).experiment(session).show({ signal });
    return children["scans/scan"]?.length ?? 0;
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}
