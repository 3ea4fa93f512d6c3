import { ScanferryError } from "@scanferry/transfer";
import { archiveSession } from "../../prearchive/archive-session.js";
import { archivedSession, type ArchivedSession } from "../look/archived-files.js";
import type { ReplacedSession } from "../push-options.js";
import type { Delivery } from "./deliver.js";
import type { SessionRun } from "./push-run.js";
import { waitOptions } from "./push-run.js";
import { setScanTypes } from "./set-scan-types.js";
import { archivedArrival } from "./standing.js";
import { verify } from "./verify.js";

/**
 * Archives what waits, and looks at it there.
 *
 * @param replaced The session that may be deleted: its scans were shown, and nothing else may be in its place.
 * @param isNew Whether the archive had none of that label when it was looked at, and nothing is added to one
 * @throws {@link ScanferryError} `remote/exists` where one came into the archive meanwhile, `remote/conflict` where the one that was shown has changed
 */
export async function archiveWaiting(
  run: SessionRun,
  uri: string,
  replaced: ArchivedSession | undefined,
  isNew: boolean,
): Promise<Delivery> {
  const { ctx, place, options, signal } = run;
  const { overwrite = "none", quarantine } = options;
  // Sending takes long, and whoever was asked agreed to what was there before.
  const now = replaced === undefined ? undefined : await archivedSession(ctx, place, { signal });
  if (now !== undefined && replaced !== undefined && shownText(now) !== shownText(replaced))
    throw changedMeanwhile(run.session.id);
  const { uri: target } = await archiveSession(ctx, uri, {
    ...place,
    ...waitOptions(run),
    overwrite: overwrite === "delete" && now === undefined ? "none" : overwrite,
    quarantine,
  });
  return lookInArchive(run, target, { isOwn: false, isReplaced: now !== undefined, isFresh: isNew });
}

/**
 * Looks at a session in the archive, and gives its scans their types.
 *
 * @throws {@link ScanferryError} `remote/failed` where it is not there, and as {@link verify}; it has left the prearchive, so that nothing is sent again
 */
export async function lookInArchive(
  run: SessionRun,
  uri: string,
  { isOwn, isReplaced = false, isFresh = false }: { isOwn: boolean; isReplaced?: boolean; isFresh?: boolean },
): Promise<Delivery> {
  const { ctx, place, signal, session } = run;
  const found = await archivedSession(ctx, place, { signal });
  if (found === undefined) throw notThere(session.id);
  const arrival = await archivedArrival(run, found, { isFresh });
  if (isReplaced && arrival.others > 0) tellLeftOver(run, arrival.others);
  const verifiedBy = verify(run, arrival, { isOwn });
  await setScanTypes(run, found);
  return { status: "done", uri, verifiedBy };
}

/** The scans of a session as they are shown before it is replaced. */
export function shownScans({ scans }: ArchivedSession): ReplacedSession["scans"] {
  return scans.map(({ id, type, dicomFiles }) => ({ id, type, files: dicomFiles }));
}

/** The same in one text. */
export function shownText(session: ArchivedSession): string {
  return JSON.stringify(shownScans(session));
}

function tellLeftOver({ emit, session }: SessionRun, others: number): void {
  emit({
    type: "warning",
    id: session.id,
    message: `The session was replaced, and the archive still has ${String(others)} other files in it.`,
    hint: "Look at its scans on the web page; what was replaced may have been shared or locked.",
  });
}

function changedMeanwhile(subject: string): ScanferryError {
  return new ScanferryError(
    "remote/conflict",
    "The session in the archive changed while the new one was sent, and was not replaced.",
    {
      hint: "The new one waits in the prearchive. Run the same command again: it asks anew, and sends nothing twice.",
      details: { reason: "changed-meanwhile" },
      subject,
    },
  );
}

function notThere(subject: string): ScanferryError {
  return new ScanferryError(
    "remote/failed",
    "XNAT says that it archived the session, and does not have it.",
    {
      hint: "Find its subject (scanferry xnat find), and run the same command again: what is there is not sent twice.",
      subject,
    },
  );
}
