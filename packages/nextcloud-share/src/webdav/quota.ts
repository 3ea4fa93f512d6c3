import type { NextcloudContext } from "../client/context.js";
import { davRequest } from "../http/dav-request.js";
import { parentOf, remotePath } from "../http/encode-path.js";
import { filesUrl } from "./dav-paths.js";
import { readMultistatus } from "./multistatus.js";
import type { CallOptions } from "./stat.js";

/** The space left for a folder. */
export interface Quota {
  /** Bytes, `"unlimited"` (-3: no quota set, free disk not computed) or `"unknown"` (-1, -2). */
  readonly available: number | "unlimited" | "unknown";
  readonly usedBytes: number | undefined;
  /** The folder that was asked: the target itself, or the nearest one above that exists. */
  readonly folder: string;
}

const propfindBody =
  '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:quota-available-bytes/><d:quota-used-bytes/></d:prop></d:propfind>';

/** Asks for the space of a folder, which on a folder shared by somebody else is the owner's and not the account's. */
export async function quota(
  ctx: NextcloudContext,
  folder: string,
  options: CallOptions = {},
): Promise<Quota> {
  const clean = remotePath(folder);
  const response = await davRequest(ctx, "PROPFIND", filesUrl(ctx.userId, clean), {
    headers: { Depth: "0", "Content-Type": "application/xml; charset=utf-8" },
    body: propfindBody,
    accept: clean === "" ? [207] : [207, 404],
    subject: clean,
    ...options,
  });
  if (response.status === 404) return quota(ctx, parentOf(clean), options);
  const { translateDiskSpace } = await import("webdav");
  const props = (await readMultistatus(response.text))[0]?.props ?? {};
  const told = props["quota-available-bytes"];
  const used = Number(props["quota-used-bytes"] ?? Number.NaN);
  return {
    available: told === undefined || told === "" ? "unknown" : translateDiskSpace(Number(told)),
    usedBytes: Number.isNaN(used) ? undefined : used,
    folder: clean,
  };
}
