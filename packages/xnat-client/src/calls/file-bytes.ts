import { ReadableStream } from "node:stream/web";
import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import type { KnownFile } from "../http/open-xnat-file.js";
import { openXnatFile } from "../http/open-xnat-file.js";

/** A file of the server as a stream. Read it to its end or cancel it: until then it holds a connection. */
export interface RemoteBytes {
  readonly body: ReadableStream<Uint8Array>;
  readonly sizeBytes?: number;
  readonly lastModified?: string;
}

/**
 * Opens a file as a stream. A web page in its place is an error.
 *
 * @param uri As the server lists it ({@link XnatFile.uri}).
 */
export async function fileBytes(
  ctx: XnatContext,
  uri: string,
  options: CallOptions & KnownFile = {},
): Promise<RemoteBytes> {
  const signal = options.signal ?? new AbortController().signal;
  const opened = await openXnatFile(ctx, uri, options)({ fromByte: 0, signal });
  if (opened.status === "unchanged") {
    throw new ScanferryError("remote/failed", "XNAT answered “unchanged” to a request without a condition.", {
      hint: "A cache in front of the server may be at fault. Tell its administrator.",
    });
  }
  return {
    body: ReadableStream.from(opened.body),
    ...(opened.sizeBytes === undefined ? {} : { sizeBytes: opened.sizeBytes }),
    ...(opened.lastModified === undefined ? {} : { lastModified: opened.lastModified }),
  };
}
