import type { OnTransferEvent } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import type { PlannedSession } from "../plan/planned-session.js";
import { commitSession } from "../prearchive/commit-session.js";
import { ExpectedFiles } from "./look/expected-files.js";
import { waitingSessions } from "./look/waiting-sessions.js";
import type { SessionRun } from "./run/push-run.js";
import { waitOptions } from "./run/push-run.js";
import { settleAfterLoss } from "./run/settle-after-loss.js";
import { standingOf } from "./run/standing.js";

/** What the server has of a session that came by another door. */
export interface ArrivalReport {
  /** Where it is, below the server's root; undefined where it is not. */
  readonly uri: string | undefined;
  readonly archived: boolean;
  /** How many files should be there. */
  readonly expected: number;
  /** How many of them are there. */
  readonly there: number;
  /** By what that was seen, in words: "SOP instance", "name and size". */
  readonly verifiedBy: string;
}

/** How to look. */
export interface LookOptions extends CallOptions {
  /** How long the server may take until it has come to rest with the session. @default 600000 */
  readonly timeoutMs?: number | undefined;
  /** Gets a line of what the server does. */
  readonly onEvent?: OnTransferEvent | undefined;
}

/**
 * Looks after a session that was sent by C-STORE: waits until nothing more arrives, tells the server that it is complete (it would find out by itself
 * after some idle minutes, and archives it then where the project says so), and compares SOP instances.
 *
 * @throws {@link ScanferryError} `remote/busy`, `remote/exists` and `remote/conflict` where the archive's session is in the way, `auth/*`, `net/*`
 */
export async function lookAfterArrival(
  ctx: XnatContext,
  session: PlannedSession,
  { timeoutMs, onEvent, signal = new AbortController().signal }: LookOptions = {},
): Promise<ArrivalReport> {
  const expected = await ExpectedFiles.of(session);
  const { project, subject, session: label } = session;
  const run: SessionRun = {
    ctx,
    options: timeoutMs === undefined ? {} : { settleTimeoutMs: timeoutMs },
    journal: undefined,
    emit: onEvent ?? (() => undefined),
    mayReplace: () => Promise.resolve(false),
    session,
    expected,
    place: { project, subject, session: label },
    signal,
  };
  await settleAfterLoss(run, { mayAppear: true });
  const { same } = await waitingSessions(ctx, session, { signal });
  for (const { uri, status } of same)
    if (/^RECEIVING/.test(status)) await commitSession(ctx, uri, waitOptions(run));
  const { archived, waiting } = await standingOf(run);
  const isArchived = (archived?.arrival.there ?? 0) > 0;
  const at = isArchived ? archived : waiting;
  const uri = isArchived ? archived?.session.uri : waiting && `/data${waiting.session.uri}`;
  const { there = 0, verifiedBy = "nothing" } = at?.arrival ?? {};
  return { uri, archived: isArchived, expected: expected.count, there, verifiedBy };
}
