import type { ByteStream } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";

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
export function openZip(
  ctx: XnatContext,
  path: string,
  options: CallOptions & {
    readonly query?: Readonly<Record<string, string | undefined>>;
    readonly subject?: string;
  } = {},
): Promise<OpenedZip> {
  throw new Error(`not built yet: ${String([ctx, path, options])}`);
}
