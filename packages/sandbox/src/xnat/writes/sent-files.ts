import { multipart } from "../../server/multipart.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";

/** Types that are taken as a raw body without `inbody=true` (read in 1.9's source; `application/gzip` is not, measured). */
const RAW_TYPES =
  /^(?:text\/(?:plain|xml|csv|html)|application\/(?:octet-stream|zip|x-tar|x-gzip|x-gtar|dicom|pdf|xml)|image\/.*)$/;

/** A file that a request brings; its bytes are to be read before the next is asked for. */
export interface IncomingFile {
  /** As a form names it. */
  readonly name?: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The files of a request: its body, or the parts of a form, which may be empty. @throws XnatError for what XNAT does not take */
export async function* sentFiles(call: XnatCall): AsyncGenerator<IncomingFile> {
  const { exchange, query } = call;
  const contentType = exchange.header("content-type") ?? "";
  const type = contentType.split(";")[0]?.trim() ?? "";
  const announced = exchange.announcedBytes;
  const inBody = query.get("inbody") === "true";
  if (type.startsWith("multipart/")) {
    if (inBody) throw new XnatError(406);
    const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1] ?? "";
    let files = 0;
    for await (const part of multipart(exchange.body(), boundary)) {
      if (part.fileName !== undefined) {
        files += 1;
        yield { name: part.fileName, bytes: part.body };
      } else for await (const chunk of part.body) if (chunk.length < 0) return;
    }
    if (files === 0) throw nothingSent(call, announced);
    return;
  }
  if (!inBody && !RAW_TYPES.test(type)) throw nothingSent(call, announced);
  // Neither an empty body nor one without a length, unless it is a zip.
  if ((announced ?? 0) < 1 && !(type === "application/zip" && announced === undefined))
    throw new XnatError(500, "In-body File posts must include the file directly as the body of the message.");
  yield { bytes: exchange.body() };
}

/** Recorded: 40. */
function nothingSent(call: XnatCall, bytes: number | undefined): XnatError {
  return new XnatError(
    400,
    `You tried to ${call.method} a payload of ${String(bytes ?? 0)} B to this service, but didn't provide any data. If you think you sent data to upload, you can try to ${call.method} with the query-string parameter inbody=true or use multipart/form-data encoding.`,
  );
}
