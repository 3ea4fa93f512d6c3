import { parseSessionAddress } from "../../prearchive/session-address.js";
import { sessionAt } from "../../prearchive/session-at.js";
import { isSettled } from "../../prearchive/session-status.js";
import type { PrearchiveSession } from "../../schemas/prearchive-session.js";
import { archivedFiles, archivedSession } from "../look/archived-files.js";
import { Listing } from "../look/listing.js";
import type { RemoteFile } from "../look/remote-file.js";
import { waitingFiles } from "../look/waiting-files.js";
import type { SessionRun } from "./push-run.js";

/** What a list of files is kept under: a session of the archive has several addresses, one of the prearchive has one. */
export function listingKey(uri: string): string {
  return parseSessionAddress(uri)?.uri ?? "archive";
}

/** What of a row of the prearchive must be the same for its files to be: each change of the server's moves `lastmod`. */
export function rowState({ status, fields }: PrearchiveSession): string {
  return JSON.stringify([status, fields["lastmod"]]);
}

/** The server's list of a session's files, without a look into any of them; nothing where the session is not there, or is being worked on. */
export async function listingOf(
  { ctx, place, signal }: Pick<SessionRun, "ctx" | "place" | "signal">,
  uri: string,
): Promise<string | undefined> {
  if (parseSessionAddress(uri) === undefined) {
    const found = await archivedSession(ctx, place, { signal });
    return found === undefined ? undefined : textOf(archivedFiles(ctx, place, found, { signal }));
  }
  const row = await sessionAt(ctx, uri, { signal });
  if (row === undefined || !isSettled(row.status) || row.status === "ERROR") return undefined;
  return textOf(waitingFiles(ctx, uri, { signal }), rowState(row));
}

async function textOf(files: AsyncIterable<RemoteFile>, state?: string): Promise<string> {
  const listing = new Listing();
  for await (const file of files) listing.add(file);
  return listing.text(state);
}
