import { SharedLogin } from "@scanferry/transfer";
import { noRenewal, renewedInVain } from "./session-errors.js";
import { endByOwnClock, renewalMargin } from "./token-times.js";

/** What a session asks the server. */
interface SessionCalls {
  /** Gets a new token; without it the one token must do. */
  readonly login?: ((options: { signal: AbortSignal }) => Promise<string>) | undefined;
  /** Asks something that every account may ask, and says whether the token in use was taken. */
  readonly isTaken: (options: { signal: AbortSignal }) => Promise<boolean>;
  readonly now: () => number;
}

interface Grant {
  readonly secret: string;
  readonly endsMs: number;
  readonly renewFromMs: number;
}

/** The token that all workers of one client share; its rules are those of decision 0705. */
export class Session extends SharedLogin<Grant> {
  /** @param fresh Whether the token was just handed out. */
  constructor(token: string, { login, isTaken, now }: SessionCalls, { fresh }: { fresh: boolean }) {
    super(granted(token, fresh, now()), {
      login: login === undefined ? undefined : async (options) => granted(await login(options), true, now()),
      isTaken,
      now,
      noRenewal,
      renewedInVain,
    });
  }

  get token(): string {
    return this.grant.secret;
  }
  /** When the token ends, in milliseconds since 1970, by our own clock. */
  get endsMs(): number {
    return this.grant.endsMs;
  }
}

function granted(token: string, fresh: boolean, now: number): Grant {
  const endsMs = endByOwnClock(token, now, fresh);
  return { secret: token, endsMs, renewFromMs: endsMs - renewalMargin(endsMs - now) };
}
