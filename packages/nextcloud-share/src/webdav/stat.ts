import type { NextcloudContext } from "../client/context.js";
import { remotePath } from "../http/encode-path.js";
import { davRequest } from "../http/dav-request.js";
import { filesUrl, hrefMarker } from "./dav-paths.js";
import { readMultistatus } from "./multistatus.js";
import type { RemoteEntry } from "./remote-entry.js";
import { entryPropfind, toRemoteEntry } from "./remote-entry.js";

/** Options of a call that only waits for the server. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Looks at one file or folder; `undefined` when there is none. */
export async function stat(
  ctx: NextcloudContext,
  path: string,
  options: CallOptions = {},
): Promise<RemoteEntry | undefined> {
  const entries = await propfind(ctx, path, "0", options);
  return entries?.[0];
}

/** Asks for a folder's properties (`depth` 0) or for those of its children as well (1). */
export async function propfind(
  ctx: NextcloudContext,
  path: string,
  depth: "0" | "1",
  options: CallOptions & { timeoutMs?: number } = {},
): Promise<RemoteEntry[] | undefined> {
  const clean = remotePath(path);
  const response = await davRequest(ctx, "PROPFIND", filesUrl(ctx.userId, clean), {
    headers: { Depth: depth, "Content-Type": "application/xml; charset=utf-8" },
    body: entryPropfind,
    accept: [207, 404],
    // About 1 KB an entry: room for 100,000 of them.
    maxBytes: 128 * 1024 * 1024,
    subject: clean,
    ...options,
  });
  if (response.status === 404) return undefined;
  const marker = hrefMarker(ctx.userId);
  return (await readMultistatus(response.text)).map((resource) => toRemoteEntry(resource, marker));
}
