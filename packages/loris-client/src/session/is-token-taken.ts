import type { Http } from "@scanferry/transfer";
import type { CallOptions } from "../context.js";
import { lorisError } from "../http/loris-error.js";

/**
 * Asks for the list of projects, which every account may see (v28: also one without any permission), and says whether the token was taken.
 *
 * @throws {@link ScanferryError} `net/*`, `remote/*` where the server says neither
 */
export async function isTokenTaken(http: Http, now: () => number, { signal }: CallOptions): Promise<boolean> {
  const { status, headers, text } = await http.api("GET", "/projects/", {
    retries: 1,
    ...(signal === undefined ? {} : { signal }),
  });
  if (status >= 500) throw lorisError(status, headers, text, { now: now() });
  return status !== 401;
}
