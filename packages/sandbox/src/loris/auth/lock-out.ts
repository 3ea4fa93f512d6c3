import type { SandboxClock } from "../../server/clock.js";

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;

/** Bad logins per user and address: more than 10 in 15 minutes, or more than 15 in 60, suspend the account (measured on 28.0.1). */
export class LockOut {
  readonly #suspended = new Set<string>();
  readonly #failures = new Map<string, number[]>();

  constructor(private readonly clock: SandboxClock) {}

  /** Notes a bad login. */
  fail(username: string, address: string): void {
    this.#recent(username, address).push(this.clock.now());
  }

  /** Suspends a user for every address, until `clear()`. */
  suspend(username: string): void {
    this.#suspended.add(username);
  }

  isOut(username: string, address: string): boolean {
    if (this.#suspended.has(username)) return true;
    const recent = this.#recent(username, address);
    const quarter = this.clock.now() - QUARTER_MS;
    return recent.length > 15 || recent.filter((at) => at > quarter).length > 10;
  }

  /** Forgets the bad logins of all users. */
  clear(): void {
    this.#failures.clear();
    this.#suspended.clear();
  }

  #recent(username: string, address: string): number[] {
    const key = `${username}\u0000${address}`;
    const since = this.clock.now() - HOUR_MS;
    const kept = (this.#failures.get(key) ?? []).filter((at) => at > since);
    this.#failures.set(key, kept);
    return kept;
  }
}
