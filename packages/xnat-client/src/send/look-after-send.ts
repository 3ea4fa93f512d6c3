import { isScanferryError, ScanferryError } from "@scanferry/transfer";
import { archivedSession } from "../push/look/archived-files.js";
import { unassignedSession, waitingSessions } from "../push/look/waiting-sessions.js";
import { checkArrival } from "../push/run/check-arrival.js";
import { waitOptions, type SessionRun } from "../push/run/push-run.js";
import { archivedArrival, waitingArrival } from "../push/run/standing.js";
import { commitSession } from "../prearchive/commit-session.js";
import { poll } from "../prearchive/wait-for.js";

/** Where a session was found, and by what its files were compared. */
export interface SeenSession {
  readonly uri: string;
  readonly verifiedBy: string;
}

/** For so long a session that the receiver has taken may not be listed yet. */
const hiddenMs = 60_000;

/**
 * Looks that a session which the receiver has taken is where its comments say, with all files. It is committed for that: XNAT would put it together
 * (and archive it, where the project does so by itself) after some idle minutes, and lists no file before.
 *
 * @param isOwn whether nothing of it was there before
 * @throws {@link ScanferryError} `remote/conflict` for a session under Unassigned, `remote/not-found`, `data/size-mismatch`, and as `commitSession`
 */
export async function lookAfterSend(run: SessionRun, isOwn: boolean): Promise<SeenSession> {
  const { ctx, place, signal } = run;
  const uri = await waitingUri(run);
  if (uri !== undefined) {
    const settled = await commitSession(ctx, uri, waitOptions(run));
    if (!settled.archived) {
      const arrival = await waitingArrival(run, settled.uri);
      const verifiedBy = checkArrival(run, arrival, { isOwn });
      const isInConflict = settled.status === "CONFLICT";
      return {
        uri: settled.uri,
        verifiedBy: isInConflict ? `${verifiedBy}; not archived: CONFLICT` : verifiedBy,
      };
    }
  }
  const found = await archivedSession(ctx, place, { signal });
  if (found === undefined) throw await nowhere(run);
  const arrival = await archivedArrival(run, found);
  return { uri: found.uri, verifiedBy: checkArrival(run, arrival, { isOwn: false }) };
}

/** The session's address in the prearchive; nothing where it is in the archive, or nowhere. */
async function waitingUri(run: SessionRun): Promise<string | undefined> {
  const { ctx, session, place, signal } = run;
  const begunMs = ctx.now();
  return poll(
    ctx,
    session.id,
    async () => {
      const { same } = await waitingSessions(ctx, session, { signal });
      const [row] = same;
      if (row !== undefined) return { found: row.uri };
      const isGone =
        ctx.now() - begunMs >= hiddenMs || (await archivedSession(ctx, place, { signal })) !== undefined;
      return isGone ? { found: undefined } : { status: undefined };
    },
    waitOptions(run),
  );
}

async function nowhere({ ctx, session, signal }: SessionRun): Promise<ScanferryError> {
  const lost = await unassignedSession(ctx, session.studyUids, { signal }).catch((error: unknown) => {
    if (isScanferryError(error, "aborted")) throw error;
    return undefined;
  });
  if (lost !== undefined) {
    return new ScanferryError("remote/conflict", "XNAT put the session under Unassigned.", {
      hint: "Its receiver does not read the project from the patient's comments, or does not know it. Move it with scanferry xnat prearchive move.",
      details: { reason: "unassigned" },
      subject: session.id,
    });
  }
  return new ScanferryError(
    "remote/not-found",
    "The receiver took all files, and XNAT does not show the session.",
    {
      hint: "Check that receiver and URL belong to the same XNAT; an administrator sees what lies under Unassigned.",
      subject: session.id,
    },
  );
}
