import type { HttpOptions } from "@scanferry/transfer";
import { ScanferryError, createHttp } from "@scanferry/transfer";
import type { CallOptions } from "../context.js";

/**
 * Finds out whether an `http://` address leads to `https://`, before any password is sent in the clear. The page asked for needs no login.
 *
 * @returns the address to use
 * @throws {@link ScanferryError} `input/invalid` when it leads to another host
 */
export async function secureRoot(root: string, shared: HttpOptions, call: CallOptions): Promise<string> {
  if (!/^http:/i.test(root)) return root;
  const http = createHttp({ ...shared, baseUrl: root });
  try {
    const path = "/api/";
    const answer = await http.api("GET", path, {
      retryOn: ({ status }) => status !== 500,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
    const [from, to] = [new URL(root), new URL(answer.url)];
    if (to.origin === from.origin) return root;
    if (to.hostname !== from.hostname || !to.pathname.endsWith(path)) throw elsewhere(to.origin);
    return `${to.origin}${to.pathname.slice(0, -path.length)}`;
  } finally {
    await http.close();
  }
}

/** The error for an address that only leads to another one. Its path may hold a token, so its origin alone is named. */
export function elsewhere(origin: string): ScanferryError {
  return new ScanferryError("input/invalid", "The address leads to another server.", {
    hint: `It leads to ${origin}. If that is the LORIS, give its address; if it is a sign-in page, ask the administrator for an address that programs may use.`,
  });
}
