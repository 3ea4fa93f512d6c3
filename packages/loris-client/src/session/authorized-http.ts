import type { ApiResponse, BytesResponse, Http } from "@scanferry/transfer";
import { refusedHere } from "./session-errors.js";
import type { Session } from "./session.js";

/**
 * Wraps a stack so that each request goes out with a living token: renewed before it ends, and when LORIS answers 401
 * (v28 `{"error":"unauthorized"}`, legacy `{"error":"User not authenticated"}`; an expired token is not told from a wrong one).
 * A request with a streamed body is not sent a second time: its source may be read once only, and it may have arrived.
 */
export function authorizedHttp(http: Http, session: Session): Http {
  const guarded = async <T extends ApiResponse | BytesResponse>(
    send: () => Promise<T>,
    signal: AbortSignal | undefined,
    discard: (answer: T) => Promise<void>,
    again: boolean,
  ): Promise<T> => {
    let lived = false;
    for (let tries = 1; ; tries++) {
      await session.ready(signal);
      const used = session.token;
      const answer = await send();
      if (answer.status !== 401) {
        session.worked(used);
        return answer;
      }
      await discard(answer);
      if (lived || tries > 2) throw refusedHere();
      lived = (await session.judge(used, signal)) === "lives";
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
      ),
    bytes: (method, path, options) =>
      guarded(
        () => http.bytes(method, path, options),
        options?.signal,
        (answer) => answer.dump(),
        options?.body === undefined,
      ),
    close: () => http.close(),
  };
}
