import type { Answer, HeaderPair } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { contentType, isAttachment } from "./content-type.js";
import { baseName, type XnatFile } from "./xnat-file.js";

/** What is to be known of a file that is sent. */
export type SentFile = Pick<XnatFile, "path" | "bytes" | "mtimeMs" | "missing" | "body">;

/** How far ahead of the server a date may lie and still count; beyond it If-Modified-Since is ignored (recorded: 58). */
const AHEAD_MS = 10_000;

/**
 * One file: Range, If-Range and If-Modified-Since are honoured, there is no ETag (measured on 1.6.4).
 *
 * @throws XnatError 404 when it is not on the disk
 */
export function fileAnswer(call: XnatCall, file: SentFile): Answer {
  if (file.missing) throw notInCatalog();
  const headers: HeaderPair[] = [
    ["Last-Modified", new Date(file.mtimeMs).toUTCString()],
    ["Cache-Control", "must-revalidate"],
    ...(isAttachment(file.path)
      ? ([["Content-Disposition", `attachment; filename="${headerText(baseName(file.path))}"`]] as const)
      : []),
  ];
  if (notModifiedSince(call, file.mtimeMs))
    return restletAnswer({ status: 304, headers: headers.slice(0, 2), negotiated: true });
  const body = file.body();
  const type = contentType(file.path);
  const range = rangeOf(call, file);
  if (range === undefined)
    return restletAnswer({
      type,
      headers,
      body: inTurn(body.chunks()),
      bodyBytes: body.bytes,
      negotiated: true,
    });
  const { start, end } = range;
  if (start >= body.bytes)
    return restletAnswer({
      status: 416,
      headers: [["Content-Range", `bytes */${body.bytes}`]],
      negotiated: true,
    });
  return restletAnswer({
    status: 206,
    type,
    headers: [...headers, ["Content-Range", `bytes ${start}-${end - 1}/${body.bytes}`]],
    body: inTurn(body.chunks(start, end)),
    bodyBytes: end - start,
    negotiated: true,
  });
}

/** What a path without a file gets (recorded: 60). */
export function notInCatalog(): XnatError {
  return new XnatError(404, "Unable to find catalog entry for given uri.", {
    page: "tomcat",
    negotiated: true,
  });
}

function notModifiedSince(call: XnatCall, mtimeMs: number): boolean {
  const since = Date.parse(call.exchange.header("if-modified-since") ?? "");
  return since <= call.xnat.clock.now() + AHEAD_MS && mtimeMs <= since;
}

/** The one range of a request, unless its If-Range names another version. */
function rangeOf(
  call: XnatCall,
  file: SentFile,
): { readonly start: number; readonly end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(call.exchange.header("range") ?? "");
  const condition = call.exchange.header("if-range");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  if (condition !== undefined && Date.parse(condition) !== file.mtimeMs) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "") return { start: Math.max(0, file.bytes - Number(last)), end: file.bytes };
  return { start: Number(first), end: last === "" ? file.bytes : Math.min(file.bytes, Number(last) + 1) };
}

/** A name as it may stand in a header. */
export function headerText(name: string): string {
  return name.replace(/[^\x20-\x7e]|"/g, "_");
}

async function* inTurn(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
