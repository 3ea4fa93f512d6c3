import type { Exchange } from "../../server/exchange.js";
import type { Writer } from "../archive/archive-writes.js";
import type { XnatAccount } from "../auth/accounts.js";
import type { XnatSession } from "../auth/session-table.js";
import type { Xnat } from "../xnat.js";
import { XnatError } from "./xnat-error.js";

/** The segments of a path below `/data`, `/REST` or `/data/archive`. */
export interface Segments {
  /** Decoded. */
  readonly names: readonly string[];
  /** As sent: 1.6 stores files under the names that stood in the URL, escapes and all (recorded). */
  readonly raw: readonly string[];
}

/** One request of somebody who is logged in, or of the guest. */
export class XnatCall {
  readonly method: string;
  readonly query: URLSearchParams;
  /** 1.6, as recorded; else 1.9, as read in its source. */
  readonly legacy: boolean;

  constructor(
    readonly xnat: Xnat,
    readonly exchange: Exchange,
    readonly account: XnatAccount,
    readonly session: XnatSession,
  ) {
    this.method = exchange.method;
    this.query = exchange.query;
    this.legacy = xnat.version === "1.6";
  }

  /** Whether only the answer is wanted, with or without its body. */
  get reads(): boolean {
    return this.method === "GET" || this.method === "HEAD";
  }

  /** Who writes, and when. */
  get writer(): Writer {
    return { nowMs: this.xnat.clock.now(), user: this.account.username };
  }

  /** Refuses other methods. */
  allow(...methods: readonly string[]): void {
    if (!methods.includes(this.method)) throw notAllowed(...methods);
  }

  /** The format asked for: `format=`, also as a media type; else the one given. */
  format(otherwise: string): string {
    const asked = this.query.get("format")?.toLowerCase() ?? "";
    return asked === "" ? otherwise : (MEDIA_TYPES[asked] ?? asked);
  }

  /** JSON as the one thing that is accepted ends in 406 on items and sessions, in spite of `format=json` (measured on 1.6.4). */
  refuseJsonAccept(): void {
    const accept = this.exchange.header("accept") ?? "*/*";
    if (/^\s*application\/json\s*(;[^,]*)?$/.test(accept))
      throw new XnatError(406, undefined, { negotiated: true });
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  "application/json": "json",
  "text/xml": "xml",
  "application/xml": "xml",
  "text/csv": "csv",
  "text/html": "html",
  "application/zip": "zip",
};

/** 405 with the methods that there are (recorded). */
export function notAllowed(...methods: readonly string[]): XnatError {
  return new XnatError(405, undefined, { headers: [["Allow", methods.join(", ")]] });
}
