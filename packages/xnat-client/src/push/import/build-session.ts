import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import { refusalError } from "../../prearchive/refusal.js";
import { actionQuery, mayGoOn, sendAction } from "../../prearchive/send-action.js";
import { sessionAddress } from "../../prearchive/session-address.js";
import { sessionAt } from "../../prearchive/session-at.js";
import { poll, waitFor, type WaitOptions } from "../../prearchive/wait-for.js";
import type { PrearchiveSession } from "../../schemas/prearchive-session.js";

/**
 * Has the server put a session of the prearchive together now, and waits for it. Unlike `commit` it never goes on to the archive: projects archive by
 * themselves by default, and a commit there does so whatever its parameters say ([S] FinishImageUpload).
 *
 * @throws {@link ScanferryError} `remote/failed` where the server cannot make a session of it, `remote/busy`, `remote/not-found`
 */
export async function buildSession(
  ctx: XnatContext,
  uri: string,
  options: WaitOptions = {},
): Promise<PrearchiveSession> {
  const { path, uri: subject, project } = sessionAddress(uri);
  await poll(
    ctx,
    uri,
    async () => {
      const answer = await sendAction(ctx, path, actionQuery(undefined, { action: "build" }), options);
      if (answer === undefined || answer.status < 400 || mayGoOn(answer)) return { found: true };
      // Locked (409): the server is at work on it already.
      if (answer.status === 409) return { status: (await sessionAt(ctx, uri, options))?.status };
      throw refusalError(ctx, answer, answer.text, { path, subject, project });
    },
    options,
  );
  const built = await waitFor(ctx, uri, undefined, options);
  if (built !== undefined && built.status !== "ERROR") return built;
  throw new ScanferryError(
    "remote/failed",
    built === undefined
      ? "The session went from the prearchive while it was put together."
      : "The server could not make a session of what it got.",
    {
      hint: "Its log on the web page (prearchive, Details) may say why. What has arrived stays there.",
      details: { status: built?.status ?? "absent" },
      subject,
    },
  );
}
