import type { ScanferryError } from "../errors/scanferry-error.js";
import type { ApiResponse, BytesResponse, Http } from "../http/http.js";
import type { SharedLogin } from "./shared-login.js";

/** What an answer says about the grant that was sent: it was taken, refused, or perhaps not taken (a login page, another session). */
export type GrantVerdict = "taken" | "refused" | "doubtful";

/** How a server refuses a grant. */
export interface GuardOptions {
  /** @param secret Of the grant that was sent. */
  readonly verdict: (answer: ApiResponse | BytesResponse, secret: string) => GrantVerdict;
  /** The error for one request that is refused with a grant that is taken elsewhere. */
  readonly refusedHere: () => ScanferryError;
}

/**
 * Wraps a stack so that each request goes out with a living grant: renewed before it ends, and when the server refuses it. Where the grant lives, a doubtful
 * answer is asked for once more, and given on when it comes again; that to a POST is given on at once, since the server may have acted. A request with a streamed body is not sent a second time: its source may be read once only, and it may
 * have arrived.
 *
 * @example
 * ```ts
 * const noWay = () => new ScanferryError("auth/expired", "Log in again.");
 * const login = async () => ({ secret: "next" });
 * const shared = new SharedLogin(
 *   { secret: "first" },
 *   { login, isTaken: async () => false, now: Date.now, noRenewal: noWay, renewedInVain: noWay },
 * );
 * const verdict = ({ status }: { status: number }) => (status === 401 ? "refused" : "taken");
 * const guarded = guardedHttp(http, shared, { verdict, refusedHere: noWay });
 * ```
 */
export function guardedHttp(http: Http, login: SharedLogin, { verdict, refusedHere }: GuardOptions): Http {
  const guarded = async <T extends ApiResponse | BytesResponse>(
    send: () => Promise<T>,
    signal: AbortSignal | undefined,
    discard: (answer: T) => Promise<void>,
    again: boolean,
    acts: boolean,
  ): Promise<T> => {
    let lived = false;
    for (let tries = 1; ; tries++) {
      await login.ready(signal);
      const used = login.grant.secret;
      const answer = await send();
      const found = verdict(answer, used);
      if (found === "taken") login.worked(used);
      if (found === "taken" || (found === "doubtful" && tries > 2)) return answer;
      if (found === "refused" && (lived || tries > 2)) {
        await discard(answer);
        throw refusedHere();
      }
      try {
        lived = (await login.judge(used, signal)) === "lives";
      } catch (error) {
        await discard(answer);
        throw error;
      }
      if (found === "doubtful" && lived && (tries > 1 || !again || acts)) return answer;
      await discard(answer);
      if (again) continue;
      if (lived) throw refusedHere();
      return answer;
    }
  };
  return {
    baseUrl: http.baseUrl,
    api: (method, path, options) =>
      guarded(
        () => http.api(method, path, options),
        options?.signal,
        () => Promise.resolve(),
        true,
        isAction(method),
      ),
    bytes: (method, path, options) =>
      guarded(
        () => http.bytes(method, path, options),
        options?.signal,
        (answer) => answer.dump(),
        options?.body === undefined,
        isAction(method),
      ),
    close: () => http.close(),
  };
}

/** Whether a request makes the server act: sent twice, it may be done twice. */
function isAction(method: string): boolean {
  return method.toUpperCase() === "POST";
}
