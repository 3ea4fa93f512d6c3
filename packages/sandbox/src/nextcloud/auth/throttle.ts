interface Attempt {
  readonly address: string;
  readonly action: string;
  readonly subject: string;
  readonly atMs: number;
}

/** Brute-force protection: wrong passwords are counted per address and kind of login. */
export class Throttle {
  #attempts: Attempt[] = [];

  constructor(
    private readonly nowMs: () => number,
    private readonly limit: () => { readonly attempts: number; readonly periodMs: number } | undefined,
  ) {}

  /** Whether this address has used up its attempts; then even the right password is refused. */
  blocked(address: string, action: string): boolean {
    const limit = this.limit();
    if (limit === undefined) return false;
    const since = this.nowMs() - limit.periodMs;
    this.#attempts = this.#attempts.filter((attempt) => attempt.atMs > since);
    const count = this.#attempts.filter(
      (attempt) => attempt.address === address && attempt.action === action,
    ).length;
    return count >= limit.attempts;
  }

  /** Counts a wrong password. */
  failed(address: string, action: string, subject: string): void {
    this.#attempts.push({ address, action, subject, atMs: this.nowMs() });
  }

  /** A right password forgets the wrong ones of the same login name. */
  succeeded(address: string, action: string, subject: string): void {
    this.#attempts = this.#attempts.filter(
      (attempt) => attempt.address !== address || attempt.action !== action || attempt.subject !== subject,
    );
  }

  /** Forgets everything. */
  reset(): void {
    this.#attempts = [];
  }
}
