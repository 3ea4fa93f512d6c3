import { errorFromStatus } from "../errors/from-status.js";
import { retry } from "../flow/retry.js";
import { fewerRetriesOn500 } from "./fewer-retries-on-500.js";
import type { BytesOptions, BytesResponse, Http } from "./http.js";

/** How {@link openAnswer} repeats. */
export interface OpenAnswerOptions {
  readonly query?: BytesOptions["query"] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly retries: number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly random: () => number;
}

/**
 * Sends a GET and asks again until an answer begins that is worth something, and never after that: any status is given back at last.
 *
 * @example
 * ```ts
 * const times = { retries: 4, now: Date.now, sleep, random: Math.random };
 * const { status } = await openAnswer(http, "/data/projects", times);
 * ```
 */
export function openAnswer(http: Http, path: string, options: OpenAnswerOptions): Promise<BytesResponse> {
  const { query, headers, signal, retries, now, sleep, random } = options;
  const worthAsking = fewerRetriesOn500();
  return retry(
    async (attempt): Promise<BytesResponse> => {
      const answer = await http.bytes("GET", path, {
        ...(query === undefined ? {} : { query }),
        ...(headers === undefined ? {} : { headers }),
        ...(signal === undefined ? {} : { signal }),
      });
      if (answer.status < 400 || attempt >= retries) return answer;
      const failure = errorFromStatus(answer.status, answer.headers, "", now());
      if (!failure.retryable || !worthAsking(answer)) return answer;
      await answer.dump();
      throw failure;
    },
    { retries, sleep, random, ...(signal === undefined ? {} : { signal }) },
  );
}
