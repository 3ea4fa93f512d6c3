import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import { afterAction, leftWaiting } from "./after-action.js";
import { answeredUri, isArchiveUri } from "./answered-uri.js";
import { refusalError } from "./refusal.js";
import { actionQuery, mayGoOn, sendAction } from "./send-action.js";
import { replacedByCommit } from "./replaced-by-commit.js";
import { sessionAddress } from "./session-address.js";
import { presentSession } from "./session-at.js";
import type { WaitOptions } from "./wait-for.js";

/** How a commit goes on. */
export interface CommitOptions extends WaitOptions {
  /** Whether the session goes on to the archive. @default as the project, or the upload, says */
  readonly archive?: boolean | undefined;
  /** Lets a project with the prearchive code 5 replace the session of this label that its archive has. @default false: that is `remote/exists` */
  readonly replace?: boolean | undefined;
}

/** Where a session is after a commit or an archiving. */
export interface SettledSession {
  readonly archived: boolean;
  /** `/data/archive/projects/…/experiments/…`, or `/data/prearchive/projects/…`. */
  readonly uri: string;
  /** In the prearchive: READY, or CONFLICT where the archive has a session that is in its way. */
  readonly status?: string | undefined;
}

/**
 * Tells the server that a session which it is receiving is complete: it is put together at once, instead of after minutes without a file,
 * and goes on to the archive where the project says so (its prearchive code), or `archive`.
 *
 * XNAT answers 200 where the session stays in the prearchive, and 301 with the new address where it was archived (recording 113).
 *
 * @param uri Its address in the prearchive, as lists and the import service have it.
 * @throws {@link ScanferryError} `remote/exists` or `remote/conflict` where the archive's session is in the way, `remote/not-found`, `remote/busy`,
 * `auth/*`, `net/*`, `aborted`
 */
export async function commitSession(
  ctx: XnatContext,
  uri: string,
  options: CommitOptions = {},
): Promise<SettledSession> {
  const { path, uri: src } = sessionAddress(uri);
  const before = await presentSession(ctx, uri, options);
  if (options.archive !== false && options.replace !== true) {
    const replaced = await replacedByCommit(ctx, before, options);
    if (replaced !== undefined) throw wouldReplace(uri);
  }
  // Where the project archives by itself, a commit does so whatever its parameters say ([S] FinishImageUpload): building alone does not.
  const query =
    options.archive === false
      ? actionQuery(undefined, { action: "build" })
      : actionQuery(undefined, { action: "commit", SOURCE: "uploader", AA: options.archive });
  const answer = await sendAction(ctx, path, query, options);
  if (answer !== undefined && answer.status < 400) {
    const at = answeredUri(answer.text, answer.headers);
    if (at !== undefined && isArchiveUri(at)) return { archived: true, uri: at };
  }
  // What was refused for good says why; everything else is asked of the session itself.
  if (answer !== undefined && answer.status >= 400 && !mayGoOn(answer))
    throw refusalError(ctx, answer, answer.text, { path, subject: src, project: before.project });
  const place = { project: before.project, subject: before.subject, session: before.name };
  const after = await afterAction(ctx, uri, place, options);
  if ("archived" in after) return { archived: true, uri: after.archived };
  const { status } = after.waits;
  if (options.archive === true || status === "ERROR") throw leftWaiting(after.waits);
  return { archived: false, uri: path, status };
}

function wouldReplace(subject: string): ScanferryError {
  return new ScanferryError(
    "remote/exists",
    "The project would replace the archive's session with this one.",
    {
      hint: "Its prearchive code is 5: it archives over what is there. Commit without archiving and compare the two, or say that it may be replaced.",
      details: { reason: "exists", where: "archive" },
      subject,
    },
  );
}
