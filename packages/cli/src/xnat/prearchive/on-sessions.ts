import { isAbort, isLoginFailure, toScanferryError, type TransferResult } from "@scanferry/transfer";
import type { NamedSession, PrearchiveSession, WaitOptions, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { parseDuration } from "../../options/parse-duration.js";
import type { TransferStart } from "../../transfer/run-transfer.js";
import { idOf } from "./session-line.js";

/** What came of one session. */
export type SessionResult = Pick<TransferResult, "target"> &
  Partial<Pick<TransferResult, "status" | "note" | "error">>;

/** What is done with each session. */
export interface SessionWork {
  /** What it is called in results, e.g. "archive". */
  readonly action: string;
  /** Does it; with `-n`, says what it would come to. */
  readonly act: (session: PrearchiveSession, wait: WaitOptions, name: string) => Promise<SessionResult>;
  /** What came of a session before that the prearchive does not have; nothing where it is not known. */
  readonly before?: (name: string) => Promise<SessionResult | undefined>;
}

/** Finds the sessions that were named, all before anything is done with one. */
export async function foundSessions(
  xnat: XnatClient,
  names: readonly string[],
  signal: AbortSignal,
): Promise<NamedSession[]> {
  const found: NamedSession[] = [];
  for await (const one of xnat.findPrearchiveSessions([...new Set(names)], { signal })) found.push(one);
  return found;
}

/** Does one thing with sessions, one after the other: the server works on each for itself, and a question may come up. */
export async function* onSessions(
  call: CallContext,
  sessions: readonly NamedSession[],
  { signal, onEvent }: TransferStart,
  { action, act, before }: SessionWork,
): AsyncGenerator<TransferResult> {
  const timeoutMs = parseDuration(call.options.required("wait"));
  for (const one of sessions) {
    const id = "session" in one ? idOf(one.session) : one.name;
    onEvent({ type: "plan", id, target: "", action });
  }
  for (const one of sessions) {
    if (signal.aborted) return;
    if ("error" in one) {
      const known = one.error.code === "remote/not-found" ? await before?.(one.name) : undefined;
      const failed = { status: "failed", error: one.error } as const;
      yield {
        id: one.name,
        target: "",
        action,
        bytes: 0,
        ...(known ?? failed),
        status: known?.status ?? "failed",
      };
      continue;
    }
    const { session, name } = one;
    const id = idOf(session);
    const onProgress: WaitOptions["onProgress"] = ({ status, waitedMs }) => {
      // No label is in it: the reason is logged too.
      const isOpen = /^_?RECEIVING/.test(status ?? "");
      const way = isOpen ? "; `prearchive commit` tells it that all has come" : "";
      const reason = `at most while XNAT is at work on a session (${status ?? "on its way"})${way}`;
      onEvent({ type: "wait", id, reason, untilMs: call.now().getTime() + timeoutMs - waitedMs });
    };
    try {
      const result = await act(session, { timeoutMs, onProgress, signal }, name);
      const status = result.status ?? (call.options.flag("dryRun") ? "planned" : "done");
      yield { id, action, bytes: 0, ...result, status };
    } catch (error) {
      if (isAbort(error) || isLoginFailure(error)) throw error;
      yield { id, target: session.uri, action, status: "failed", bytes: 0, error: toScanferryError(error) };
    }
  }
}

/** The line of a person: status, session, what it came to, and what is to be said of it. */
export function sessionLine({ status, id, target, note }: TransferResult): string {
  return [status, id, target, ...(note === undefined ? [] : [note])].join("\t");
}
