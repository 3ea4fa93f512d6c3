import type { ApiResponse, BytesResponse, Http } from "@scanferry/transfer";
import type { Session } from "./session.js";

/**
 * Wraps a stack so that each request goes out with a living token: renewed before it ends, and once when LORIS answers 401
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
    await session.ready(signal);
    const used = session.token;
    const answer = await send();
    if (answer.status !== 401) return answer;
    await discard(answer);
    await session.renew(used, signal);
    if (!again) return answer;
    const second = await send();
    if (second.status !== 401) return second;
    await discard(second);
    throw session.giveUp();
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
