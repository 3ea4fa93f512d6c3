import { isScanferryError } from "@scanferry/transfer";
import type { PushPlan, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { countOf } from "../../output/count-of.js";
import { safeText } from "../../output/safe-text.js";
import { isDeletionAgreed } from "../../prompt/confirm-deletion.js";

/** Names the sessions of the archive that may be replaced, with what they hold, and asks. One that was sent from the very same files before is left alone. After a no the others are sent all the same. */
export async function confirmReplacing(
  call: CallContext,
  xnat: XnatClient,
  plan: PushPlan,
): Promise<boolean> {
  let sessions = 0;
  const project = xnat.project(plan.project);
  for await (const { id, subject, session, studyUids, problems } of plan.sessions()) {
    if (problems.length > 0) continue;
    const there = await archived(xnat, { project: project.id, subject, session }, call.signal);
    if (there === undefined) continue;
    sessions++;
    const isOther = there.studyUid !== undefined && !studyUids.includes(there.studyUid);
    const study = isOther ? ", of another study" : "";
    call.say(`in the archive: ${safeText(id)}, ${countOf(there.scans, "scan")}${study}`);
  }
  if (sessions === 0) return true;
  return isDeletionAgreed(call, `Replace ${countOf(sessions, "session")} of the archive`);
}

/** How many scans a session of the archive has, and of which study; nothing where there is none. */
async function archived(
  xnat: XnatClient,
  { project, subject, session }: { project: string; subject: string; session: string },
  signal: AbortSignal,
): Promise<{ scans: number; studyUid: string | undefined } | undefined> {
  try {
    const { children, fields } = await xnat
      .project(project)
      .subject(subject)
      .experiment(session)
      .show({ signal });
    const uid = fields["UID"];
    return {
      scans: children["scans/scan"]?.length ?? 0,
      studyUid: typeof uid === "string" && uid !== "" ? uid : undefined,
    };
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}
