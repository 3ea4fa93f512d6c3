import type { Http } from "@scanferry/transfer";
import { z } from "zod";
import type { CallOptions } from "../context.js";
import { pageIn } from "../http/web-page.js";
import type { XnatVersion } from "./xnat-version.js";

const buildInfoSchema = z.looseObject({ version: z.string().min(1) });

/**
 * Finds the version: `/xapi/siteConfig/buildInfo` since 1.7, `/data/version` before. Releases of 1.6 that lack both are told by lacking
 * them (1.6.4: 404 twice).
 */
export async function findVersion(http: Http, { signal }: CallOptions): Promise<XnatVersion> {
  const ask = async (path: string): Promise<{ status: number; text: string }> =>
    http.api("GET", path, { retries: 1, ...(signal === undefined ? {} : { signal }) });
  const { status, text } = await ask("/xapi/siteConfig/buildInfo");
  const version = status === 200 ? versionIn(text) : undefined;
  if (version !== undefined)
    return { text: version, line: /^1\.[0-6](?:\.|$)/.test(version) ? "1.6" : "1.7+" };
  const old = await ask("/data/version");
  const told =
    old.status === 200 && pageIn(old.text) === undefined ? /\d+(?:\.\d+)+/.exec(old.text)?.[0] : undefined;
  if (told !== undefined) return { text: told, line: "1.6" };
  // Where the route is there, and closed to a guest or out of order.
  const isThere = status === 401 || status === 403 || status >= 500;
  return isThere ? { text: "1.7 or newer", line: "1.7+" } : { text: "1.6 or older", line: "1.6" };
}

function versionIn(text: string): string | undefined {
  try {
    return buildInfoSchema.parse(JSON.parse(text)).version;
  } catch {
    return undefined;
  }
}
