import type { XnatPrearchiveSession } from "./prearchive-session.js";

interface Waiting {
  readonly atMs: number;
  readonly run: () => void;
}

/**
 * What happens to sessions by itself, by the sandbox's clock: it is caught up with whenever somebody looks, so no timer runs
 * and a test that moves the clock sees at once what an hour would have done.
 */
export class PrearchiveTimers {
  /** One for a session: what is set later replaces it. */
  readonly #waiting = new Map<XnatPrearchiveSession, Waiting>();

  constructor(private readonly now: () => number) {}

  /** Does something to a session after so many milliseconds, unless something else is set before. */
  later(session: XnatPrearchiveSession, ms: number, run: () => void): void {
    this.at(session, this.now() + ms, run);
  }

  at(session: XnatPrearchiveSession, atMs: number, run: () => void): void {
    this.#waiting.set(session, { atMs, run });
  }

  forget(session: XnatPrearchiveSession): void {
    this.#waiting.delete(session);
  }

  /** Does what is due, in its order; what comes of it may be due as well. */
  settle(): void {
    for (;;) {
      const now = this.now();
      let next: [XnatPrearchiveSession, Waiting] | undefined;
      for (const one of this.#waiting)
        if (one[1].atMs <= now && (next === undefined || one[1].atMs < next[1].atMs)) next = one;
      if (next === undefined) return;
      this.#waiting.delete(next[0]);
      next[1].run();
    }
  }
}
