import { z } from "zod";
import type { CallOptions, LorisContext } from "../context.js";
import { getJson } from "../http/get-json.js";
import type { Site } from "../schemas/bids.js";
import { siteSchema } from "../schemas/bids.js";
import { listOf } from "../schemas/values.js";

const sitesSchema = z.looseObject({ Sites: listOf(siteSchema) });

/** The sites that the account belongs to; only v0.0.4-dev and later have this list (v28: 404 at v0.0.3). */
export async function sites(ctx: LorisContext, options: CallOptions = {}): Promise<readonly Site[]> {
  return (await getJson(ctx, "/sites", sitesSchema, { ...options, what: "the sites" })).Sites;
}
