import { isScanferryError, ScanferryError } from "@scanferry/transfer";
import type { Arrival } from "../push/look/arrival.js";
import { archivedSession } from "../push/look/archived-files.js";
import { unassignedSession, waitingSessions } from "../push/look/waiting-sessions.js";
import { checkArrival } from "../push/run/check-arrival.js";
import { waitOptions, type SessionRun } from "../push/run/push-run.js";
import { archivedArrival, waitingArrival } from "../push/run/standing.js";
import { commitSession } from "../prearchive/commit-session.js";
import { poll } from "../prearchive/wait-for.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";

/** Where a session was found, and by what its files were compared. */
export interface SeenSession {
  readonly uri: string;
  readonly verifiedBy: string;
}

/** For so long a session that the receiver has taken may not be listed yet. */
const hiddenMs = 60_000;

/**
 * Looks that a session which the receiver has taken is where its comments say, with all files and no others. It is put together for that: XNAT would do so
 * (and archive it, where the project does so by itself) after some idle minutes, and lists no file before. Archived is only what was found to be right:
 * what lies in the archive among other data cannot be taken out again.
 *
 * @param isOwn whether nothing of it was there before
 * @throws {@link ScanferryError} `remote/conflict` for a session under Unassigned or other labels, or with other data in it, `remote/not-found`,
 * `remote/exists` for one that was archived meanwhile under this label, `data/size-mismatch`, and as `commitSession`
 */
export async function lookAfterSend(run: SessionRun, isOwn: boolean): Promise<SeenSession> {
  const { ctx, place, signal } = run;
  const row = await waitingRow(run);
  if (row !== undefined) {
    const built = await commitSession(ctx, row.uri, { ...waitOptions(run), archive: false });
    if (!built.archived) {
      const verifiedBy = checkOwn(run, await waitingArrival(run, built.uri), isOwn);
      if (row.fields["autoarchive"] === "Manual") return { uri: built.uri, verifiedBy };
      // A project may archive over what is there, and nobody would have been asked.
      if ((await archivedSession(ctx, place, { signal })) !== undefined) throw archivedMeanwhile(built.uri);
      const { archived, uri, status } = await commitSession(ctx, built.uri, waitOptions(run));
      const remark = status === "CONFLICT" ? "; not archived: CONFLICT" : "";
      if (!archived) return { uri, verifiedBy: `${verifiedBy}${remark}` };
    }
  }
  const found = await archivedSession(ctx, place, { signal });
  if (found === undefined) throw await nowhere(run);
  return { uri: found.uri, verifiedBy: checkOwn(run, await archivedArrival(run, found), isOwn) };
}

function archivedMeanwhile(uri: string): ScanferryError {
  return new ScanferryError(
    "remote/exists",
    "The archive has got a session of this label while ours was sent.",
    {
      hint: "Ours waits in the prearchive. Compare the two; then archive it with overwriting (append or delete), under another label, or delete it.",
      details: { where: "archive" },
      subject: uri,
    },
  );
}

/** Nothing but what was sent is in it: before, a session with other data would have been refused. */
function checkOwn(run: SessionRun, arrival: Arrival, isOwn: boolean): string {
  const { there, others } = arrival;
  const verifiedBy = checkArrival(run, arrival, { isOwn });
  // Where none has its own UID, the site's script changes them.
  if (there === 0 || others === 0) return verifiedBy;
  throw new ScanferryError(
    "remote/conflict",
    "XNAT has other files in the session beside those that were sent.",
    {
      hint: "Somebody else sends the same study, or XNAT put two sessions together. Look at it in the prearchive before it is archived.",
      details: { reason: "mixed", there, others },
      subject: run.session.id,
    },
  );
}

/** The session's row in the prearchive; nothing where it is in the archive, or nowhere. */
async function waitingRow(run: SessionRun): Promise<PrearchiveSession | undefined> {
  const { ctx, session, place, signal } = run;
  const begunMs = ctx.now();
  return poll(
    ctx,
    session.id,
    async () => {
      const { same, relabeled } = await waitingSessions(ctx, session, { signal });
      const [row] = same;
      if (row !== undefined) return { found: row };
      if (relabeled !== undefined) throw otherLabels(relabeled.uri);
      const isGone =
        ctx.now() - begunMs >= hiddenMs || (await archivedSession(ctx, place, { signal })) !== undefined;
      return isGone ? { found: undefined } : { status: undefined };
    },
    waitOptions(run),
  );
}

function otherLabels(uri: string): ScanferryError {
  return new ScanferryError(
    "remote/conflict",
    "XNAT put the session under other labels than were asked for.",
    {
      hint: "Its receiver may read the labels elsewhere, or has put the files to a session of the same study. Look at it in the prearchive before it is archived.",
      details: { reason: "relabeled" },
      subject: uri,
    },
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
