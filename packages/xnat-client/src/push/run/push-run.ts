import type { OnTransferEvent } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import type { PlannedSession } from "../../plan/planned-session.js";
import type { ArchivePlace } from "../../prearchive/archive-place.js";
import type { WaitOptions } from "../../prearchive/wait-for.js";
import type { PushJournal } from "../journal/push-journal.js";
import type { ExpectedFiles } from "../look/expected-files.js";
import type { StudiesElsewhere } from "../look/studies-elsewhere.js";
import type { ReplacedSession, SendSessionsOptions } from "../push-options.js";
import type { Turns } from "./turns.js";

/** What all sessions of one push share. */
export interface PushRun {
  readonly ctx: XnatContext;
  readonly options: SendSessionsOptions;
  readonly journal: PushJournal | undefined;
  readonly emit: OnTransferEvent;
  /** Asks before a session is replaced, one question at a time. */
  readonly mayReplace: (session: ReplacedSession) => Promise<boolean>;
  /** Studies of the plan that the archive has under other labels. */
  readonly studies: () => Promise<StudiesElsewhere>;
  /** Sessions of one study go one after the other, since XNAT might put them into one. */
  readonly turns: Turns;
}

/** One session on its way. */
export interface SessionRun extends Omit<PushRun, "turns"> {
  readonly session: PlannedSession;
  readonly expected: ExpectedFiles;
  readonly place: ArchivePlace;
  /** The newest lists of files, by {@link listingKey}; kept where there is a journal for them. */
  readonly listings?: Map<string, string> | undefined;
  readonly signal: AbortSignal;
}

/** How to wait for the server's work on a session: with a line that says what it does. */
export function waitOptions({ ctx, options, emit, session, signal }: SessionRun): WaitOptions {
  const { settleTimeoutMs: timeoutMs = 600_000 } = options;
  return {
    signal,
    timeoutMs,
    onProgress: ({ status, waitedMs }) => {
      const reason = status === undefined ? "XNAT works on it" : `XNAT works on it: ${status}`;
      emit({ type: "wait", id: session.id, reason, untilMs: ctx.now() + Math.max(0, timeoutMs - waitedMs) });
    },
  };
}
