import type { HttpOptions } from "@scanferry/transfer";
import { createHttp } from "@scanferry/transfer";
import type { CallOptions } from "../context.js";
import { leadsElsewhere } from "../session/login-error.js";

/**
 * Finds out whether an `http://` address leads to `https://`, before any password is sent in the clear. What is asked needs no login.
 *
 * @returns the address to use
 * @throws {@link ScanferryError} `input/invalid` when it leads to another host
 */
export async function secureRoot(root: string, shared: HttpOptions, call: CallOptions): Promise<string> {
  if (!/^http:/i.test(root)) return root;
  const http = createHttp({ ...shared, baseUrl: root });
  try {
    const path = "/data/auth";
    const answer = await http.api("GET", path, call.signal === undefined ? {} : { signal: call.signal });
    const [from, to] = [new URL(root), new URL(answer.url)];
    if (to.origin === from.origin) return root;
    if (to.hostname !== from.hostname) throw leadsElsewhere(to.origin, root);
    if (to.pathname.endsWith(path)) return `${to.origin}${to.pathname.slice(0, -path.length)}`;
    // It may have gone on from there to a page, within the same server.
    return `${to.origin}${from.pathname.replace(/\/+$/, "")}`;
  } finally {
    await http.close();
  }
}
