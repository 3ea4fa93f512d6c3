import { isArchiveUri } from "../../prearchive/answered-uri.js";
import { sessionAt } from "../../prearchive/session-at.js";
import { isSettled } from "../../prearchive/session-status.js";
import { archivedSession } from "../look/archived-files.js";
import type { SentSession } from "../journal/push-journal.js";
import type { SessionRun } from "./push-run.js";

/** The record of an earlier run that brought the very same files, where the server still has them by its own count. */
export async function knownBefore(run: SessionRun): Promise<SentSession | undefined> {
  const { ctx, journal, session, expected, place, options, signal } = run;
  const record = await journal?.find(session.id);
  if (record === undefined || record.fingerprint !== expected.fingerprint) return undefined;
  if (isArchiveUri(record.uri)) {
    const found = await archivedSession(ctx, place, { signal });
    const counts = found?.scans.map(({ dicomFiles }) => dicomFiles ?? 0) ?? [];
    return counts.reduce((sum, count) => sum + count, 0) >= record.files ? record : undefined;
  }
  if (options.destination === "archive") return undefined;
  const waits = await sessionAt(ctx, record.uri, { signal });
  return waits !== undefined && isSettled(waits.status) && waits.status !== "ERROR" ? record : undefined;
}
