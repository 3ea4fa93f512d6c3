/** Nextcloud's `#[UserRateLimit]`: so many calls per user within a sliding period; a refused call is not counted. */
export class RateLimiter {
  readonly #calls = new Map<string, number[]>();

  constructor(private readonly nowMs: () => number) {}

  /** Counts one call, or says that it is one too many. */
  admit(key: string, limit: number, periodMs: number): boolean {
    const since = this.nowMs() - periodMs;
    const recent = (this.#calls.get(key) ?? []).filter((atMs) => atMs > since);
    this.#calls.set(key, recent);
    if (recent.length >= limit) return false;
    recent.push(this.nowMs());
    return true;
  }

  /** Forgets all calls. */
  reset(): void {
    this.#calls.clear();
  }
}
