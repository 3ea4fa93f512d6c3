import type { SandboxClock } from "../../server/clock.js";

/** Twenty bad logins in a row lock an account for an hour (the defaults in 1.9's source; 1.6 not measured). */
const MAX_FAILURES = 20;
const LOCKED_MS = 3_600_000;

/** Bad logins in a row, by user name. */
export class LockOut {
  readonly #failures = new Map<string, { count: number; lastMs: number }>();

  constructor(private readonly clock: SandboxClock) {}

  /** Notes a bad login. */
  fail(username: string): void {
    const before = this.#failures.get(username)?.count ?? 0;
    this.#failures.set(username, { count: before + 1, lastMs: this.clock.now() });
  }

  /** Forgets the bad logins of a user: a good one does. */
  clear(username: string): void {
    this.#failures.delete(username);
  }

  isLocked(username: string): boolean {
    const failures = this.#failures.get(username);
    if (failures === undefined) return false;
    if (this.clock.now() - failures.lastMs >= LOCKED_MS) {
      this.#failures.delete(username);
      return false;
    }
    return failures.count >= MAX_FAILURES;
  }
}
