import type { HttpOptions, NetworkOptions } from "@scanferry/transfer";
import { ScanferryError, createHttp, sleep as realSleep } from "@scanferry/transfer";
import { z } from "zod";
import type { AuthLatch } from "../http/auth-latch.js";
import { createAuthLatch } from "../http/auth-latch.js";
import { ocsRequest } from "../http/ocs-request.js";
import { rootAddress } from "../http/root-address.js";
import { createSharePacing } from "../shares/share-pacing.js";
import type { CallOptions } from "../webdav/stat.js";
import { capabilitiesAnswerSchema } from "./capabilities-schema.js";
import type { NextcloudContext } from "./context.js";
import { probeRoot } from "./find-root.js";
import { findTimeZone } from "./time-zone.js";

/** How to reach a Nextcloud account. */
export interface ConnectOptions {
  /** Address of the Nextcloud, with its subfolder if it has one. */
  readonly baseUrl: string;
  /** An app password (Settings, Security), not the account's own: it is faster and can be revoked. */
  readonly auth: { readonly username: string; readonly appPassword: string };
  /** What links begin with where people open them; for servers that misname themselves behind a proxy. */
  readonly publicBaseUrl?: string | undefined;
  /** IANA time zone of the account, for servers older than 32, which do not tell it. */
  readonly timeZone?: string | undefined;
  readonly network?: NetworkOptions | undefined;
  /** @default "scanferry" */
  readonly userAgent?: string | undefined;
  /** How often a failed request is repeated. @default 4 */
  readonly retries?: number | undefined;
  readonly now?: (() => number) | undefined;
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly random?: (() => number) | undefined;
  /** Replaces the HTTP client of small requests, for tests. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly log?: ((line: string) => void) | undefined;
}

const userSchema = z.looseObject({ id: z.string().min(1) });

/**
 * Connects: finds the account's true id (a login by e-mail address or in other letters works, but paths need the id),
 * the server's version and its capabilities. The login is tried exactly once, after `status.php` was asked without it;
 * an `http://` address that leads to `https://` of the same host is replaced by that.
 *
 * @throws {@link ScanferryError} `auth/rejected`, `auth/required` (a login page answers), `input/invalid` (the address
 * leads to another host), `remote/busy` (maintenance, or this address is blocked), `remote/refused` (untrusted domain),
 * `remote/failed`, `net/*`
 */
export async function connect(options: ConnectOptions, call: CallOptions = {}): Promise<NextcloudContext> {
  const { username, appPassword } = options.auth;
  if (username === "" || appPassword === "") {
    throw new ScanferryError("auth/required", "A user name and an app password are needed.", {
      hint: "Make an app password in the Nextcloud (Settings, Security, Devices & sessions), or log in by the browser.",
    });
  }
  const latch = createAuthLatch();
  const { now = Date.now, sleep = realSleep, random = Math.random, retries = 4 } = options;
  const shared: HttpOptions = {
    baseUrl: rootAddress(options.baseUrl),
    userAgent: options.userAgent ?? "scanferry",
    retries,
    now,
    sleep,
    random,
    ...(options.network === undefined ? {} : { network: options.network }),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    ...(options.log === undefined ? {} : { log: options.log }),
  };
  const baseUrl = await probeRoot(shared, call);
  const http = createHttp({
    ...shared,
    baseUrl,
    authorization: authorization(latch, username, appPassword),
    secrets: () => [appPassword],
  });
  const anonymous = createHttp({ ...shared, baseUrl });
  try {
    // The first request with the login goes alone, so that a wrong password counts once.
    const user = await ocsRequest({ http, latch }, "GET", "cloud/user", {
      schema: userSchema,
      what: "the account",
      signal: call.signal,
    });
    const told = await ocsRequest({ http, latch }, "GET", "cloud/capabilities", {
      schema: capabilitiesAnswerSchema,
      what: "the server's capabilities",
      signal: call.signal,
    });
    const { major, minor, micro, string: version } = told.version;
    return {
      baseUrl,
      publicBaseUrl: options.publicBaseUrl?.replace(/\/+$/, ""),
      http,
      anonymous,
      latch,
      userId: user.id,
      server: { version, major, minor, micro },
      capabilities: told.capabilities,
      timeZone: findTimeZone(told.capabilities, options.timeZone),
      pacing: createSharePacing({ now, sleep }),
      refusedTokens: new Set(),
      knownFolders: new Set(),
      retries,
      now,
      sleep,
      random,
    };
  } catch (error) {
    await Promise.all([http.close(), anonymous.close()]);
    throw error;
  }
}

/** After a refusal nothing is sent any more: a request without a login is no further attempt at guessing. */
function authorization(latch: AuthLatch, username: string, appPassword: string): () => string | undefined {
  const basic = `Basic ${Buffer.from(`${username}:${appPassword}`, "utf8").toString("base64")}`;
  return () => (latch.tripped ? undefined : basic);
}
