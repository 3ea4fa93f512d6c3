import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import { refusalError } from "./refusal.js";
import { actionQuery, sendAction } from "./send-action.js";
import { sessionAddress } from "./session-address.js";
import { presentSession, sessionAt } from "./session-at.js";
import { plainStatus } from "./session-status.js";
import { poll, type WaitOptions } from "./wait-for.js";

/** How often a session may be seen at rest after its deletion was accepted, before that is called a refusal. */
const patience = 8;

/**
 * Deletes a session from the prearchive, its files with it; waits until it is gone, because XNAT queues this (recording 227).
 *
 * @param uri Its address in the prearchive.
 * @throws {@link ScanferryError} `remote/not-found`, `remote/refused` where it stays, `remote/busy`, `auth/*`, `net/*`, `aborted`
 */
export async function removeSession(ctx: XnatContext, uri: string, options: WaitOptions = {}): Promise<void> {
  const { uri: src, project } = sessionAddress(uri);
  await presentSession(ctx, uri, options);
  const path = "/data/services/prearchive/delete";
  const answer = await sendAction(ctx, path, actionQuery(src, { async: false, format: "json" }), options);
  if (answer !== undefined && answer.status >= 400)
    throw refusalError(ctx, answer, answer.text, { path, subject: src, project });
  let atRest = 0;
  await poll(
    ctx,
    uri,
    async () => {
      const session = await sessionAt(ctx, uri, options);
      if (session === undefined) return { found: true };
      atRest = /DELETING$/.test(plainStatus(session.status)) ? 0 : atRest + 1;
      if (atRest > patience) throw stays(uri);
      return { status: session.status };
    },
    options,
  );
}

function stays(uri: string): ScanferryError {
  return new ScanferryError("remote/refused", "The server took the deletion and did not do it.", {
    hint: "This account may not be allowed to delete in this prearchive: ask the project's owner.",
    subject: uri,
  });
}
