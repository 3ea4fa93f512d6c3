import { changedError, isScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { unseenUnassigned } from "../find/advice.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import { unassignedProject } from "../prearchive/session-address.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { prearchiveSessionOf } from "../schemas/prearchive-session.js";

/**
 * The sessions that wait in the prearchive, of one project or of all that the account may see.
 *
 * @param project "Unassigned" for those that no project claimed; only administrators may see these.
 */
export async function* prearchive(
  ctx: XnatContext,
  project: string | undefined,
  { signal }: CallOptions = {},
): AsyncGenerator<PrearchiveSession, void, undefined> {
  const path = requestPath("data", "prearchive", ...(project === undefined ? [] : ["projects", project]));
  try {
    for await (const row of listRows(ctx, path, { signal })) yield prearchiveSessionOf(row);
  } catch (error) {
    // There is no page where access to these could be asked for.
    if (project !== unassignedProject || !isScanferryError(error, "auth/forbidden")) throw error;
    throw changedError(error, { hint: unseenUnassigned });
  }
}
