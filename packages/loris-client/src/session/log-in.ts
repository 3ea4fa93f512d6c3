import type { ApiResponse, Http } from "@scanferry/transfer";
import { z } from "zod";
import { parseJson, parseShape } from "../http/parse-json.js";
import { loginError } from "./login-error.js";

/** A user name and its password. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const tokenSchema = z.looseObject({ token: z.string().min(1) });

/**
 * Sends one login; only answers of a gateway and lost connections are tried again, never a refusal.
 *
 * @param http A stack without a login of its own.
 */
export function sendLogin(
  http: Http,
  version: string,
  { username, password }: Credentials,
  options: { signal?: AbortSignal | undefined; retries: number },
): Promise<ApiResponse> {
  const { signal, retries } = options;
  return http.api("POST", `/api/${version}/login`, {
    json: { username, password },
    retries: Math.min(2, retries),
    retryOn: ({ status }) => status !== 500,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Reads the token out of the answer to a login, or says why there is none. */
export function tokenFrom(answer: ApiResponse, { username, password }: Credentials, now: number): string {
  if (answer.status !== 200) {
    throw loginError(answer.status, answer.headers, answer.text, { now, secrets: [password, username] });
  }
  return parseShape(tokenSchema, parseJson(answer.text, answer.status, "the login"), "the login").token;
}
