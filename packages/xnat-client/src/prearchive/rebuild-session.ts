import type { XnatContext } from "../context.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { refusalError } from "./refusal.js";
import { actionQuery, sendAction } from "./send-action.js";
import { sessionAddress } from "./session-address.js";
import { presentSession } from "./session-at.js";
import { waitFor, type WaitOptions } from "./wait-for.js";

/**
 * Has the server read a session's files again and put it together anew; waits until it has.
 *
 * @param uri Its address in the prearchive.
 * @returns its row afterwards; ERROR in it says that the server could not read it
 * @throws {@link ScanferryError} `remote/not-found`, `remote/conflict` while the server works on it, `remote/busy`, `auth/*`, `net/*`, `aborted`
 */
export async function rebuildSession(
  ctx: XnatContext,
  uri: string,
  options: WaitOptions = {},
): Promise<PrearchiveSession> {
  const { uri: src, project } = sessionAddress(uri);
  await presentSession(ctx, uri, options);
  const path = "/data/services/prearchive/rebuild";
  const answer = await sendAction(ctx, path, actionQuery(src, { async: false, format: "json" }), options);
  if (answer !== undefined && answer.status >= 400)
    throw refusalError(ctx, answer, answer.text, { path, subject: src, project });
  return (await waitFor(ctx, uri, undefined, options)) ?? presentSession(ctx, uri, options);
}
