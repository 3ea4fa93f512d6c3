import type { Answer, HeaderPair } from "../../server/answer.js";
import { statusPage } from "./status-page.js";
import { tomcatPage } from "./tomcat-page.js";
import type { XnatError } from "./xnat-error.js";

/** Headers of everything that Restlet answers (recorded on 1.6.4). */
const RESTLET: readonly HeaderPair[] = [
  ["Accept-Ranges", "bytes"],
  ["Server", "Noelios-Restlet-Engine/1.1.6"],
];
const VARY: HeaderPair = ["Vary", "Accept-Charset, Accept-Encoding, Accept-Language, Accept"];

/** Content type of plain text, as Restlet 1.1 sends it. */
export const PLAIN = "text/plain;charset=ISO-8859-1";

/** What a Restlet route answers. */
export interface RestletAnswer {
  /** @default 200 */
  readonly status?: number;
  /** Content type; none, with an empty body, when left out. */
  readonly type?: string;
  readonly body?: Answer["body"];
  readonly bodyBytes?: number;
  readonly headers?: readonly HeaderPair[];
  /** A representation that was chosen by Accept, so that it has `Vary`: every GET, no PUT (recorded). @default false */
  readonly negotiated?: boolean;
}

/** An answer in Restlet's headers; a stream without a length goes out chunked, as real lists do. */
export function restletAnswer(given: RestletAnswer = {}): Answer {
  const { body, bodyBytes } = given;
  const stream = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
  const length = bodyBytes === undefined && !stream ? lengthOf(body) : undefined;
  return {
    status: given.status ?? 200,
    headers: [
      ...(given.negotiated === true ? [VARY] : []),
      ...RESTLET,
      ...(given.type === undefined ? [] : [["Content-Type", given.type] as const]),
      ...(length === undefined ? [] : [["Content-Length", String(length)] as const]),
      ...(given.headers ?? []),
    ],
    ...(body === undefined ? {} : { body }),
    ...(bodyBytes === undefined ? {} : { bodyBytes }),
  };
}

/** A text, typed as Restlet types texts. */
export function plainAnswer(body: string, given: Omit<RestletAnswer, "body" | "type"> = {}): Answer {
  return restletAnswer({ ...given, type: PLAIN, body });
}

/** The page of an error. */
export function errorAnswer(error: XnatError): Answer {
  const { status, text, options } = error;
  // Tomcat closes the connection behind these (recorded for 400 and 500, not for 404 or 417).
  const close: readonly HeaderPair[] = status === 400 || status >= 500 ? [["Connection", "close"]] : [];
  const headers = [...close, ...(options.headers ?? [])];
  if (status < 400) return { status, headers: [...headers, ["Content-Length", "0"]] };
  if (options.page !== "tomcat")
    return restletAnswer({
      status,
      type: "text/html;charset=ISO-8859-1",
      body: statusPage(status, text),
      headers,
      negotiated: options.negotiated ?? false,
    });
  const body = tomcatPage(status, text ?? "");
  return {
    status,
    headers: [
      ...(options.negotiated === true ? [VARY, ...RESTLET] : []),
      ["Content-Type", "text/html;charset=utf-8"],
      ["Content-Language", "en"],
      ["Content-Length", String(Buffer.byteLength(body))],
      ...headers,
    ],
    body,
  };
}

function lengthOf(body: string | Uint8Array | AsyncIterable<Uint8Array> | undefined): number {
  if (typeof body === "string") return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.length : 0;
}
