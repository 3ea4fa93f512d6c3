import type { ApiResponse, Http, HttpOptions } from "@scanferry/transfer";
import { ScanferryError, createHttp, looksLikeHtml } from "@scanferry/transfer";
import { z } from "zod";
import { blockedAddress, isBlocked, unlessBlocked } from "../http/blocked-address.js";
import { htmlAnswerError, isLoginPage } from "../http/html-answer-error.js";
import { untrustedDomainError } from "../http/untrusted-domain-error.js";

const statusSchema = z.looseObject({
  maintenance: z.boolean().optional(),
  needsDbUpgrade: z.boolean().optional(),
});

/**
 * Asks `status.php` without a login which address the Nextcloud really has, before anything secret is sent: an `http://`
 * address that leads to `https://` of the same host is replaced by that, because a login sent to the first would travel
 * unencrypted and be dropped on the way to the second. A server without `status.php` (404) keeps its address.
 *
 * @returns the root to use, without a trailing slash
 * @throws {@link ScanferryError} `input/invalid` when another host answers, `auth/required` for a login page,
 * `remote/busy` in maintenance, `remote/refused` for an untrusted host name, `net/*`
 */
export async function findRoot(
  http: Http,
  options: { signal?: AbortSignal | undefined; log?: ((line: string) => void) | undefined } = {},
): Promise<string> {
  const { signal, log } = options;
  const ask = (root: string): Promise<ApiResponse> =>
    http.api("GET", new URL(`${root}/status.php`), {
      retryOn: unlessBlocked,
      ...(signal === undefined ? {} : { signal }),
    });
  const asked = new URL(http.baseUrl);
  const answer = await ask(http.baseUrl);
  const root = rootBehind(asked, answer);
  if (root === http.baseUrl) return judged(answer, root);
  log?.(`The server leads from ${asked.origin} to ${root}; that address is used from now on.`);
  const second = await ask(root);
  if (new URL(second.url).origin !== new URL(root).origin) throw otherAddress(second);
  return judged(second, root);
}

/** As {@link findRoot}, with an HTTP stack of its own, because the address of the others is known only afterwards. */
export async function probeRoot(
  shared: HttpOptions,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const http = createHttp(shared);
  try {
    return await findRoot(http, { log: shared.log, signal: options.signal });
  } finally {
    await http.close();
  }
}

/** The root that an answer came from: the one that was asked, or its `https://` twin. */
function rootBehind(asked: URL, answer: ApiResponse): string {
  const own = asked.href.replace(/\/+$/, "");
  const ended = new URL(answer.url);
  if (ended.origin === asked.origin) return own;
  const secured =
    asked.protocol === "http:" && ended.protocol === "https:" && ended.hostname === asked.hostname;
  if (!secured) throw otherAddress(answer);
  // Some servers lead every path to their start page.
  const path = /\/status\.php$/.test(ended.pathname)
    ? ended.pathname.replace(/\/status\.php$/, "")
    : asked.pathname;
  return `${ended.origin}${path.replace(/\/+$/, "")}`;
}

function otherAddress(answer: ApiResponse): ScanferryError {
  if (isLoginPage(answer.text)) return htmlAnswerError(answer.status, answer.text);
  const { origin, pathname } = new URL(answer.url);
  const address = `${origin}${pathname.replace(/\/status\.php$/, "").replace(/\/+$/, "")}`;
  return new ScanferryError("input/invalid", "The server's address leads to another host.", {
    hint: `Nothing secret was sent. If you trust it, use the address ${address} instead.`,
    details: { address },
  });
}

function judged(answer: ApiResponse, root: string): string {
  const { status, text } = answer;
  const untrusted = untrustedDomainError(status, text);
  if (untrusted !== undefined) throw untrusted;
  if (isBlocked(text) && status >= 400) throw blockedAddress({ status });
  if (status !== 200) return root;
  if (looksLikeHtml(text)) throw htmlAnswerError(status, text);
  const told = statusSchema.safeParse(parsed(text));
  if (told.success && (told.data.maintenance === true || told.data.needsDbUpgrade === true)) {
    throw new ScanferryError("remote/busy", "The Nextcloud is in maintenance mode.", {
      hint: "Try again when the maintenance is over; the page of the server says so in a browser.",
      retryable: true,
      details: { status: 503 },
    });
  }
  return root;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
