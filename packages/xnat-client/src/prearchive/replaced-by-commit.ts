import { isScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { prearchiveCode } from "../manage/prearchive-code.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { archivedAt } from "./archive-place.js";
import { archivePlaceOf } from "./archive-session.js";
import { unassignedProject } from "./session-address.js";

/**
 * The address of the archive's session that a commit would replace: a project with the prearchive code 5 archives over what is there, without a question.
 * Where the code is not told, it may be 5.
 */
export async function replacedByCommit(
  ctx: XnatContext,
  session: PrearchiveSession,
  options: CallOptions = {},
): Promise<string | undefined> {
  if (session.project === unassignedProject) return undefined;
  const archived = await archivedAt(ctx, archivePlaceOf(session), options);
  if (archived === undefined) return undefined;
  // What held when the session came in is in its row, whatever the project says by now.
  const { autoarchive } = session.fields;
  if (typeof autoarchive === "string" && /overwrite/i.test(autoarchive)) return archived;
  const code = await prearchiveCode(ctx, session.project, options).catch((error: unknown) => {
    if (isScanferryError(error, "auth/forbidden") || isScanferryError(error, "remote/failed")) return 5;
    throw error;
  });
  return code === 5 ? archived : undefined;
}
