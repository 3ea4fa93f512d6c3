import { fewerRetriesOn500, type ApiResponse } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { requestPath } from "../http/request-path.js";
import { xnatError } from "../http/xnat-error.js";
import type { AnonRoutes } from "./anon-routes.js";
import { put } from "./put.js";

/**
 * The routes of 1.7 and later: `/xapi/anonymize/{site,projects/P}` with the bare text, `/enabled` with a JSON boolean. Of a PUT to the
 * latter the server reads `?enable=` alone, whatever its own page of help says ([S], wire/xnat.md, 11b).
 */
export function xapiRoutes(
  ctx: XnatContext,
  project: string | undefined,
  { signal }: CallOptions,
): AnonRoutes & { isThere(): Promise<boolean> } {
  const role = project === undefined ? "administrator" : "owner";
  const own = project === undefined ? ["site"] : ["projects", project];
  const path = requestPath("xapi", "anonymize", ...own);
  const about = { ...(project === undefined ? {} : { subject: project, project }) };
  const ask = (at: string): Promise<ApiResponse> =>
    ctx.http.api("GET", at, { retryOn: fewerRetriesOn500(), ...(signal === undefined ? {} : { signal }) });
  const read = async (at: string): Promise<string> => {
    const answer = await ask(at);
    if (answer.status === 204) return "";
    if (answer.status !== 200) throw xnatError(ctx, answer, answer.text, { path: at, ...about });
    return answer.text;
  };
  return {
    // The site's switch is there for every account; a 404 for a project may mean the project.
    isThere: async () => (await ask("/xapi/anonymize/site/enabled")).status !== 404,
    read: async () => ({
      script: await read(path),
      enabled: (await read(`${path}/enabled`)).trim() === "true",
    }),
    write: async (script) => {
      const headers = { "Content-Type": "text/plain; charset=utf-8" };
      await put(ctx, { path, ...about }, { headers, body: script, role, signal });
    },
    enable: async (enabled) => {
      await put(ctx, { path: `${path}/enabled`, ...about }, { query: { enable: enabled }, role, signal });
    },
  };
}
