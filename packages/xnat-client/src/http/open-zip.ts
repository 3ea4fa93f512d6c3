import type { ByteStream } from "@scanferry/transfer";
import { withoutPage } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import type { OpenBodyOptions } from "./open-body.js";
import { openBody } from "./open-body.js";
import { pageError, pageIn } from "./web-page.js";

/** A zip that the server makes while it sends it. */
export interface OpenedZip {
  readonly body: ByteStream;
  /** The server's Date of the answer, for a later If-Modified-Since. */
  readonly date?: string | undefined;
  /** Of a small zip; large ones are chunked. */
  readonly sizeBytes?: number | undefined;
}

/**
 * Opens a zip (`format=zip` is added). XNAT cannot continue one; a cut one ends with status 200, so only its directory at the end proves
 * that it is whole.
 *
 * @param path Below the server's root, its names encoded ({@link requestPath}).
 * @throws {@link ScanferryError} `remote/not-found` also where there is no file to put into it; `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function openZip(
  ctx: XnatContext,
  path: string,
  options: OpenBodyOptions = {},
): Promise<OpenedZip> {
  const { headers, body } = await openBody(ctx, path, {
    ...options,
    query: { ...options.query, format: "zip" },
  });
  const date = headers.get("date");
  const length = headers.get("content-length");
  return {
    // Some servers save their login page as the zip (wire/xnat.md, 11).
    body: await withoutPage(body, (text) => pageError(pageIn(text) ?? "other", 200)),
    ...(date === null ? {} : { date }),
    ...(length === null ? {} : { sizeBytes: Number(length) }),
  };
}
