import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { prearchiveSessionOf } from "../schemas/prearchive-session.js";
import { sessionAddress } from "./session-address.js";

/** The row of one session in the prearchive; nothing where it is not there, or no longer. */
export async function sessionAt(
  ctx: XnatContext,
  uri: string,
  { signal }: CallOptions = {},
): Promise<PrearchiveSession | undefined> {
  const { path, timestamp, folderName } = sessionAddress(uri);
  try {
    for await (const row of listRows(ctx, path, { signal, subject: uri })) {
      const session = prearchiveSessionOf(row);
      if (session.timestamp === timestamp && session.folderName === folderName) return session;
    }
    return undefined;
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}

/** @throws {@link ScanferryError} `remote/not-found` where the session is not in the prearchive */
export async function presentSession(
  ctx: XnatContext,
  uri: string,
  options: CallOptions = {},
): Promise<PrearchiveSession> {
  const session = await sessionAt(ctx, uri, options);
  if (session !== undefined) return session;
  throw absentSession(uri);
}

/** The error for a session that the prearchive does not have. */
export function absentSession(uri: string): ScanferryError {
  return new ScanferryError("remote/not-found", "The session is not in the prearchive.", {
    hint: "It may have been archived, moved or deleted since it was listed: list the prearchive again, or find its subject.",
    subject: uri,
  });
}
