import { createHash } from "node:crypto";
import type { Answer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import type { LorisAccount } from "../auth/accounts.js";
import type { Loris } from "../loris.js";
import { jsonAnswer, jsonText } from "./json-answer.js";
import { LorisError } from "./loris-error.js";

/** md5 of `{}`: 28 hashes an object without public members, whatever the list says (measured). */
export const EMPTY_ETAG = "99914b932bd37a50b983c5e7c90ae93b";
/** The one tag of PREVENT-AD's study files and of the list of its BIDS endpoint (measured). */
export const LEGACY_ETAG = "8241a4b1e6d135003117a3b095b974a5";

/** One request of somebody who is logged in. */
export class LorisCall {
  readonly v4: boolean;

  constructor(
    readonly loris: Loris,
    readonly exchange: Exchange,
    readonly version: string,
    readonly account: LorisAccount,
  ) {
    this.v4 = version === "v0.0.4-dev";
  }

  get legacy(): boolean {
    return this.loris.dialect.legacy;
  }

  /** Refuses other methods. OPTIONS is answered by 28 and refused by PREVENT-AD (measured). */
  allow(...methods: readonly string[]): void {
    if (!methods.includes(this.exchange.method))
      throw new LorisError(405, undefined, { allow: methods.join(", ") });
  }

  /** Whether the client has this state: only the bare tag counts, byte by byte; `*`, quotes and W/ do not (measured on both). */
  holds(etag: string): boolean {
    return this.exchange.header("if-none-match") === etag;
  }

  /** JSON with its real tag, the constant one, or none worth the name (`""`). */
  json(value: unknown, etag: "real" | "constant" | "empty"): Answer {
    const { dialect } = this.loris;
    const tag =
      etag === "real"
        ? createHash("md5").update(jsonText(dialect, value)).digest("hex")
        : etag === "constant"
          ? this.constantEtag
          : "";
    if (tag !== "" && this.holds(tag)) return notModified(tag);
    return jsonAnswer(dialect, 200, value, [["ETag", tag]]);
  }

  get constantEtag(): string {
    return this.legacy ? LEGACY_ETAG : EMPTY_ETAG;
  }

  /** A list that is written while it is made, member by member; with the constant tag unless it has one of its own. */
  list(chunks: AsyncIterable<Uint8Array>, etag = this.constantEtag): Answer {
    if (this.holds(etag)) return notModified(etag);
    return {
      status: 200,
      headers: [
        ["Content-Type", this.loris.dialect.jsonType],
        ["ETag", etag],
      ],
      body: chunks,
    };
  }

  /** PREVENT-AD makes the tag of its long lists from the number of rows and the time of the newest (S); 28 has the constant. */
  listEtag(name: string): string {
    return this.legacy
      ? createHash("md5")
          .update(`${name}:${String(this.loris.study.changes.inserts)}`)
          .digest("hex")
      : EMPTY_ETAG;
  }
}

/** 304 has the tag and no body. */
export function notModified(etag: string): Answer {
  return { status: 304, headers: [["ETag", etag]] };
}
