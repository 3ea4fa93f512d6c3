import { xnatError } from "../../http/xnat-error.js";
import { filePath } from "../../http/file-path.js";
import type { CallOptions, XnatContext } from "../../context.js";
import type { XnatFile } from "../../schemas/xnat-file.js";

/**
 * When the server's file was written, as the server says it; nothing where it does not say it. One byte is asked for: a condition would hide a file that is
 * older than ours, which unpacking may leave. XNAT 1.6.4 answers a range with 206 and the date (wire/xnat.md, 9b).
 *
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function storedDate(
  ctx: XnatContext,
  { uri, sizeBytes }: Pick<XnatFile, "uri" | "sizeBytes">,
  { signal, project }: CallOptions & { readonly project: string | undefined },
): Promise<string | undefined> {
  // An empty file has no byte to ask for.
  if (sizeBytes === undefined) return undefined;
  const path = filePath(uri, ctx.version.line);
  const { status, headers, body } = await ctx.http.bytes("GET", path, {
    headers: { Range: "bytes=0-0" },
    ...(signal === undefined ? {} : { signal }),
  });
  // A server without ranges sends it whole; leaving a body gives it up.
  for await (const _ of body) break;
  if (status === 206 || status === 200) return headers.get("last-modified") ?? undefined;
  throw xnatError(ctx, { status, headers }, "", { path, subject: uri, project });
}
