import type { Http } from "@scanferry/transfer";

import type { XnatContext } from "../../../src/context.js";

/** A server that does not know a column drops it in silence; here it is never asked for. */
export function withoutColumn(ctx: XnatContext, name: string): XnatContext {
  const bytes: Http["bytes"] = (method, path, options) => {
    const query = new URLSearchParams(options?.query as Record<string, string> | undefined);
    const columns = query.get("columns")?.split(",") ?? [];
    if (columns.length > 0) query.set("columns", columns.filter((column) => column !== name).join(","));
    return ctx.http.bytes(method, path, { ...options, query });
  };
  return { ...ctx, http: { ...ctx.http, bytes } };
}
