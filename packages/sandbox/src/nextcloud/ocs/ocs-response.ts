import { createHash } from "node:crypto";
import { type Answer, type HeaderPair, textAnswer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import { ocsXml } from "./ocs-xml.js";
import { phpJson } from "../../server/php-json.js";

/** What an OCS route throws: a status and the sentence for the envelope. */
export class OcsError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** One answer in its envelope, before it is written as JSON or XML. */
export interface Envelope {
  /** HTTP status under v2.php. */
  readonly status: number;
  /** Code inside the envelope, where it is not the status: 997 for a refused login. */
  readonly code?: number;
  readonly message: string;
  readonly data: unknown;
  readonly headers?: readonly HeaderPair[];
}

const REASONS: ReadonlyMap<number, string> = new Map([
  [400, "Bad request"],
  [412, "Precondition failed"],
]);

/** The format a client asked for: `format=` first, then Accept, XML by default. */
export function wantsJson(exchange: Exchange): boolean {
  const format = exchange.query.get("format");
  if (format !== null) return format === "json";
  return /application\/json/.test(exchange.header("accept") ?? "");
}

/** Writes an envelope; under v1.php the HTTP status is always 200 and success is 100. */
export function ocsAnswer(
  envelope: Envelope,
  options: { readonly json: boolean; readonly v1: boolean; readonly early?: boolean },
): Answer {
  const success = envelope.status < 300;
  const meta = {
    status: success ? "ok" : "failure",
    statuscode: envelope.code ?? (success && options.v1 ? 100 : envelope.status),
    message: envelope.message,
    ...(options.v1 ? { totalitems: "", itemsperpage: "" } : {}),
  };
  const document = { ocs: { meta, data: envelope.data } };
  const body = options.json ? phpJson(document) : ocsXml(meta, envelope.data);
  const type = options.json
    ? "application/json; charset=utf-8"
    : options.early === true
      ? "text/xml; charset=UTF-8"
      : "application/xml; charset=utf-8";
  const status = options.v1 && envelope.status !== 401 ? 200 : envelope.status;
  const reason = REASONS.get(status);
  return {
    ...textAnswer(status, type, body, [
      ...(success ? [["ETag", `"${createHash("md5").update(body).digest("hex")}"`] as const] : []),
      ...(envelope.headers ?? []),
    ]),
    ...(reason === undefined ? {} : { reason }),
  };
}
