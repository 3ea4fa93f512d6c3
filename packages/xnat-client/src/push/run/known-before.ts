import { parseSessionAddress } from "../../prearchive/session-address.js";
import type { SentSession } from "../journal/push-journal.js";
import { listingOf } from "./listing-of.js";
import type { SessionRun } from "./push-run.js";

/** The record of an earlier run that brought the very same files, where the server's list of them is the one that was verified then. */
export async function knownBefore(run: SessionRun): Promise<SentSession | undefined> {
  const { journal, session, expected, options } = run;
  const record = await journal?.find(session.id);
  if (record?.listing === undefined || record.fingerprint !== expected.fingerprint) return undefined;
  const isWaiting = parseSessionAddress(record.uri) !== undefined;
  if (options.destination === "archive" && isWaiting) return undefined;
  return (await listingOf(run, record.uri)) === record.listing ? record : undefined;
}
