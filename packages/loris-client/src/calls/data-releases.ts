import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { getJson } from "../http/get-json.js";
import { openBytes } from "../http/open-bytes.js";
import type { RemoteBytes } from "../http/open-bytes.js";
import type { DataRelease } from "../schemas/bids.js";
import { dataReleaseSchema } from "../schemas/bids.js";
import { listOf } from "../schemas/values.js";

const releasesSchema = listOf(dataReleaseSchema);

/** Releases of data that a project offers; PREVENT-AD alone has them. */
export function dataReleases(
  ctx: LorisContext,
  name: string,
  options: CallOptions = {},
): Promise<readonly DataRelease[]> {
  const path = apiPath("projects", name, "data_releases");
  return getJson(ctx, path, releasesSchema, { ...options, what: "the data releases" });
}

/**
 * The bytes of a file of a release.
 *
 * @param link Its `link` in {@link dataReleases}.
 */
export function dataReleaseBytes(
  ctx: LorisContext,
  link: string,
  options: CallOptions = {},
): Promise<RemoteBytes> {
  return openBytes(ctx, link, options);
}
