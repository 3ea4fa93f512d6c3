import { type Answer, emptyAnswer, type HeaderPair, textAnswer } from "../../server/answer.js";
import type { Dialect } from "../dialect.js";
import { apachePage, htmlPage } from "./html-page.js";
import { jsonAnswer } from "./json-answer.js";
import type { LorisError } from "./loris-error.js";

/** Writes an error down as the dialect does. */
export function errorAnswer(dialect: Dialect, error: LorisError): Answer {
  const headers: HeaderPair[] = [
    ...(error.allow === undefined ? [] : [["Allow", error.allow] as const]),
    // PREVENT-AD hashes the file that it then fails to read, so that the error has its tag (measured).
    ...(error.etag === undefined ? [] : [["ETag", error.etag] as const]),
  ];
  if (error.location !== undefined) headers.push(["Location", error.location]);
  if (error.page)
    return textAnswer(
      error.status,
      "text/html; charset=utf-8",
      dialect.legacy
        ? apachePage(error.status, error.status === 404 ? "Not Found" : "Internal Server Error")
        : htmlPage("LORIS", error.status === 404 ? "404 Not Found" : "500 Internal Server Error"),
      headers,
    );
  // PREVENT-AD ends with the header (S).
  if (error.status === 405 && !dialect.legacy)
    return jsonAnswer(dialect, 405, { error: "method not allowed" }, headers);
  if (error.text === undefined) return emptyAnswer(error.status, headers);
  return jsonAnswer(dialect, error.status, { error: error.text }, headers);
}
