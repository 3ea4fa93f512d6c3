import type { Answer, HeaderPair } from "../../server/answer.js";
import type { LorisFile } from "../study/loris-file.js";
import { fileEtag } from "../study/loris-file.js";
import { type LorisCall, notModified } from "./loris-call.js";
import { LorisError } from "./loris-error.js";

/** How a kind of file is sent. */
export interface FileAnswerOptions {
  /** A tag that does not depend on the file. */
  readonly etag?: string;
  /** What PREVENT-AD does when the file is gone: 404 with a text for images, an empty 500 with a tag for BIDS files (measured). */
  readonly missing?: "notFound" | "empty500";
}

/** A file of the server's disk; Range is ignored but for tiny files on PREVENT-AD. @throws LorisError when the file is gone */
export function fileAnswer(call: LorisCall, file: LorisFile, options: FileAnswerOptions = {}): Answer {
  const { dialect, missing } = call.loris;
  const etag = options.etag ?? fileEtag(file, dialect);
  if (missing.get(file.path) ?? file.missing) throw gone(call, etag, options.missing ?? "notFound");
  if (call.holds(etag)) return notModified(etag);
  const headers: HeaderPair[] = [
    ["Content-Type", file.contentType],
    ["ETag", etag],
    // The name is sent as it is, without quotes (measured); a line break in it would end the header.
    ["Content-Disposition", `attachment; filename=${file.name.replace(/[^\x20-\x7e]/g, "_")}`],
  ];
  const range = /^bytes=(\d+)-(\d*)$/.exec(call.exchange.header("range") ?? "");
  if (range !== null && file.bytes < dialect.rangeBelowBytes) {
    const whole = Buffer.concat([...file.chunks()]);
    const start = Math.min(Number(range[1]), whole.length);
    const part = whole.subarray(start, range[2] === "" ? whole.length : Number(range[2]) + 1);
    const last = start + part.length - 1;
    return {
      status: 206,
      headers: [
        ...headers,
        ["Content-Range", `bytes ${String(start)}-${String(last)}/${String(whole.length)}`],
      ],
      body: part,
      bodyBytes: part.length,
    };
  }
  return { status: 200, headers, bodyBytes: file.bytes, body: inTurn(file.chunks()) };
}

function gone(call: LorisCall, etag: string, missing: "notFound" | "empty500"): LorisError {
  if (call.legacy)
    return missing === "empty500"
      ? new LorisError(500, undefined, { etag })
      : new LorisError(404, "File not found");
  // 28 stats the file for its tag only when there is a tag to compare with, and dies of it (measured).
  const conditional = (call.exchange.header("if-none-match") ?? "") !== "";
  return conditional ? new LorisError(500, undefined, { page: true }) : new LorisError(404, "not found");
}

async function* inTurn(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield* chunks;
}
