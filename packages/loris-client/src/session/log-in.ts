import type { ApiResponse, Http } from "@scanferry/transfer";
import { sendLogin as sendOnce } from "@scanferry/transfer";
import { z } from "zod";
import { parseJson, parseShape } from "../http/parse-json.js";
import { loginError } from "./login-error.js";

/** A user name and its password. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const tokenSchema = z.looseObject({ token: z.string().min(1) });

/** What sending a login needs. */
export interface LoginOptions {
  readonly signal?: AbortSignal | undefined;
  /** How often it is sent again at most; never more than twice. */
  readonly retries: number;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Sends one login; again only where LORIS has surely not looked at the password, because the tenth wrong one suspends the account.
 *
 * @param http A stack without a login of its own.
 */
export function sendLogin(
  http: Http,
  version: string,
  { username, password }: Credentials,
  { signal, retries, now, sleep }: LoginOptions,
): Promise<ApiResponse> {
  return sendOnce(
    async () => {
      const answer = await http.api("POST", `/api/${version}/login`, {
        json: { username, password },
        retries: 0,
        ...(signal === undefined ? {} : { signal }),
      });
      if (answer.status < 400 || !answer.headers.has("retry-after")) return answer;
      throw loginError(answer.status, answer.headers, answer.text, {
        now: now(),
        secrets: [password, username],
      });
    },
    { signal, retries, sleep },
  );
}

/** Reads the token out of the answer to a login, or says why there is none. */
export function tokenFrom(answer: ApiResponse, { username, password }: Credentials, now: number): string {
  if (answer.status !== 200) {
    throw loginError(answer.status, answer.headers, answer.text, { now, secrets: [password, username] });
  }
  return parseShape(tokenSchema, parseJson(answer.text, answer.status, "the login"), "the login").token;
}
