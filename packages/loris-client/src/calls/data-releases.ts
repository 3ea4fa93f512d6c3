import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { getJson } from "../http/get-json.js";
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
