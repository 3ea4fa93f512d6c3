import type { LoginGrant, SharedLoginCalls } from "@scanferry/transfer";
import { SharedLogin } from "@scanferry/transfer";
import { noRenewal, renewedInVain } from "./session-errors.js";

/** A session of the server. */
export interface SessionGrant extends LoginGrant {
  /** The value of JSESSIONID; "" for a guest that has none. */
  readonly secret: string;
  /** Further cookies that a balancer wants back. */
  readonly sticky?: string | undefined;
  /** How long it lives without a request. */
  readonly idleMs?: number | undefined;
}

/** XNAT's own default (SiteConfigPreferences). */
const usualIdleMs = 900_000;

/** The server session that all workers of one client share; its rules are those of decision 0705. */
export class Session extends SharedLogin<SessionGrant> {
  #guestId: string | undefined;

  constructor(grant: SessionGrant, calls: Pick<SharedLoginCalls<SessionGrant>, "login" | "isTaken" | "now">) {
    super(grant, { ...calls, noRenewal, renewedInVain });
  }

  /** The value of JSESSIONID; a secret. Undefined for a guest that the server gave none. */
  get id(): string | undefined {
    const id = this.#guestId ?? this.grant.secret;
    return id === "" ? undefined : id;
  }
  /** A guest goes on in whatever session the server opens, so that not each request opens one more. */
  adopt(id: string): void {
    this.#guestId = id;
  }
  /** How long the session lives without a request, in milliseconds. */
  get idleMs(): number {
    return this.grant.idleMs ?? usualIdleMs;
  }
  /** The value of the Cookie header. */
  get cookie(): string | undefined {
    return cookieOf({ ...this.grant, secret: this.id ?? "" });
  }
}

/** The Cookie header of a session. */
export function cookieOf({ secret, sticky }: SessionGrant): string | undefined {
  const cookies = [secret === "" ? "" : `JSESSIONID=${secret}`, sticky ?? ""].filter((one) => one !== "");
  return cookies.length === 0 ? undefined : cookies.join("; ");
}
