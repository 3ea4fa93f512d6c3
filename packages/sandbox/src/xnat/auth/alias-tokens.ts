import { randomInt, randomUUID } from "node:crypto";
import type { SandboxClock } from "../../server/clock.js";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A pair that logs in as a user without the user's password. */
export interface AliasToken {
  readonly id: number;
  readonly alias: string;
  readonly secret: string;
  readonly username: string;
  /** By the sandbox's clock. */
  readonly createdMs: number;
}

/** The alias tokens that were issued; each ends after the site's lifetime of tokens, however much it is used. */
export class AliasTokens {
  readonly #tokens = new Map<string, AliasToken>();
  #issued = 0;

  constructor(
    private readonly clock: SandboxClock,
    private readonly settings: { readonly aliasTokenLifetimeMs: number },
    /** 1.6 makes secrets of 13 digits (recorded), 1.8 and later of 64 letters and digits (read in its source). */
    private readonly numericSecrets: boolean,
  ) {}

  issue(username: string): AliasToken {
    this.#issued += 1;
    const token: AliasToken = {
      id: this.#issued,
      alias: randomUUID(),
      secret: this.numericSecrets ? `1${digits(12)}` : Array.from({ length: 64 }, letter).join(""),
      username,
      createdMs: this.clock.now(),
    };
    this.#tokens.set(token.alias, token);
    return token;
  }

  /** When a token ends, in milliseconds since 1970. */
  endOf(token: AliasToken): number {
    return token.createdMs + this.settings.aliasTokenLifetimeMs;
  }

  /** The token of this name, while it lives. */
  get(alias: string): AliasToken | undefined {
    const token = this.#tokens.get(alias);
    return token === undefined || this.clock.now() >= this.endOf(token) ? undefined : token;
  }

  /** The token of this name and secret, while it lives. */
  find(alias: string, secret: string): AliasToken | undefined {
    const token = this.get(alias);
    return token?.secret === secret ? token : undefined;
  }

  invalidate(alias: string): void {
    this.#tokens.delete(alias);
  }

  /** Those that live. */
  all(username?: string): readonly AliasToken[] {
    return [...this.#tokens.values()].filter(
      (token) =>
        this.get(token.alias) !== undefined && (username === undefined || token.username === username),
    );
  }
}

function digits(count: number): string {
  return Array.from({ length: count }, () => String(randomInt(10))).join("");
}

function letter(): string {
  return LETTERS.charAt(randomInt(LETTERS.length));
}
