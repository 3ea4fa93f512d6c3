/** What time it is for the sandbox; a test hands in its own or makes this one run faster. */
export interface ClockOptions {
  /** Milliseconds since 1970. @default Date.now */
  readonly clock?: { now(): number };
  /** How many sandbox seconds pass in one real second. @default 1 */
  readonly clockSpeed?: number;
}

/**
 * The sandbox's clock: rate limits, expiry dates and upload times all read it, so that ten minutes can pass in a blink.
 *
 * @example
 * ```ts
 * const clock = new SandboxClock({ clockSpeed: 100 });
 * clock.advance(600_000); // ten minutes later
 * ```
 */
export class SandboxClock {
  readonly #source: () => number;
  readonly #origin: number;
  readonly #speed: number;
  #offsetMs = 0;

  constructor(options: ClockOptions = {}) {
    const given = options.clock;
    this.#source = given === undefined ? Date.now : () => given.now();
    this.#origin = this.#source();
    this.#speed = options.clockSpeed ?? 1;
  }

  /** Milliseconds since 1970, as the sandbox sees them. */
  now(): number {
    return Math.round(this.#origin + (this.#source() - this.#origin) * this.#speed + this.#offsetMs);
  }

  /** Seconds since 1970, the unit of most server fields. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Moves the clock forward (or, with a negative number, back). */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}
