import { ScanferryError, throwIfAborted } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { sessionAt } from "./session-at.js";
import { isSettled } from "./session-status.js";

/** What is told while the server works on a session. */
export interface WaitProgress {
  /** The session's address in the prearchive. */
  readonly uri: string;
  /** As XNAT writes it: RECEIVING, BUILDING, QUEUED_MOVING …; undefined where the session is not there. */
  readonly status: string | undefined;
  /** How long this wait has taken until now. */
  readonly waitedMs: number;
}

/** How long to wait, and who is told. */
export interface WaitOptions extends CallOptions {
  /** After so long it fails with `remote/busy`. @default 600000, which is the server's own limit for archiving one session */
  readonly timeoutMs?: number | undefined;
  /** Called each time that the server was asked. */
  readonly onProgress?: ((progress: WaitProgress) => void) | undefined;
}

/** What one look found: what was waited for, or the status that goes on. */
export type Look<T> = { readonly found: T } | { readonly status: string | undefined };

const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Looks again and again, first twice a second, later every ten seconds, until something is found or the time is over.
 *
 * @throws {@link ScanferryError} `remote/busy` when the time is over; `aborted`, and what looking throws
 */
export async function poll<T>(
  ctx: XnatContext,
  uri: string,
  look: () => Promise<Look<T>>,
  { timeoutMs = 600_000, onProgress, signal }: WaitOptions = {},
): Promise<T> {
  const begun = ctx.now();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    throwIfAborted(signal);
    const seen = await look();
    const waitedMs = ctx.now() - begun;
    if ("found" in seen) return seen.found;
    onProgress?.({ uri, status: seen.status, waitedMs });
    if (waitedMs >= timeoutMs) throw stillAtWork(uri, seen.status, waitedMs);
    await ctx.sleep(Math.min(pauseMs, timeoutMs - waitedMs), signal);
  }
}

/**
 * Waits until a session of the prearchive has one of these statuses, or has come to rest where none are named, or is gone.
 *
 * @param states e.g. ["READY"]. @default any in which the server does not work on it: READY, CONFLICT, ERROR
 * @returns its row; undefined where it is not, or no longer, in the prearchive
 * @throws {@link ScanferryError} `remote/busy` when it takes longer than `timeoutMs`; `auth/*`, `net/*`, `aborted`
 */
export async function waitFor(
  ctx: XnatContext,
  uri: string,
  states?: readonly string[],
  options: WaitOptions = {},
): Promise<PrearchiveSession | undefined> {
  const { signal } = options;
  const isWanted = (status: string): boolean => states?.includes(status) ?? isSettled(status);
  return poll(
    ctx,
    uri,
    async () => {
      const session = await sessionAt(ctx, uri, { signal });
      return session === undefined || isWanted(session.status)
        ? { found: session }
        : { status: session.status };
    },
    options,
  );
}

function stillAtWork(uri: string, status: string | undefined, waitedMs: number): ScanferryError {
  const shown = status === undefined || !/^\w{1,40}$/.test(status) ? "" : ` (${status})`;
  return new ScanferryError("remote/busy", `The server still works on a session of the prearchive${shown}.`, {
    hint: `It was given ${String(Math.round(waitedMs / 1000))} s and goes on by itself: look again later, or allow it more time.`,
    details: { status: status ?? "absent", waitedMs },
    subject: uri,
  });
}
