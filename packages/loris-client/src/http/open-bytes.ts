import { ReadableStream } from "node:stream/web";
import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions, LorisContext } from "../context.js";
import { openFile } from "./open-file.js";

/** A file of the server as a stream. Read it to its end or cancel it: until then it holds a connection. */
export interface RemoteBytes {
  readonly body: ReadableStream<Uint8Array>;
  readonly sizeBytes?: number;
  readonly etag?: string;
}

/**
 * Opens a file as a stream. A web page in its place is an error.
 *
 * @param link A `Link` of an answer, or the names of a path; neither is encoded.
 */
export async function openBytes(
  ctx: LorisContext,
  link: string | readonly string[],
  options: CallOptions = {},
): Promise<RemoteBytes> {
  const signal = options.signal ?? new AbortController().signal;
  const path = typeof link === "string" ? link : `/${link.join("/")}`;
  const opened = await openFile(ctx, path, { conditional: false })({ fromByte: 0, signal });
  if (opened.status === "unchanged") {
    throw new ScanferryError(
      "remote/failed",
      "LORIS answered “unchanged” to a request without a condition.",
      {
        hint: "A cache in front of the server may be at fault. Tell its administrator.",
      },
    );
  }
  const chunks = opened.body[Symbol.asyncIterator]();
  return {
    body: new ReadableStream<Uint8Array>({
      async pull(controller) {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return?.();
      },
    }),
    ...(opened.sizeBytes === undefined ? {} : { sizeBytes: opened.sizeBytes }),
    ...(opened.etag === undefined ? {} : { etag: opened.etag }),
  };
}
