/** The signal of one call, and what ends its ties to the caller's. */
export interface CallSignal {
  readonly signal: AbortSignal;
  /** Lets go of timer and listener; call it when the call has ended, however it did. */
  release(): void;
}

/**
 * Makes a signal that fires with the caller's or after `timeoutMs` (`TimeoutError`). `AbortSignal.any()` would do the
 * same, but on Node 20 each of its results stays tied to a source that lives as long as a whole job.
 */
export function callSignal(outer: AbortSignal | undefined, timeoutMs: number): CallSignal {
  const stop = new AbortController();
  const onAbort = (): void => {
    stop.abort(outer?.reason);
  };
  if (outer?.aborted === true) onAbort();
  else outer?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => {
    stop.abort(new DOMException("The call took too long.", "TimeoutError"));
  }, timeoutMs);
  return {
    signal: stop.signal,
    release() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", onAbort);
    },
  };
}
