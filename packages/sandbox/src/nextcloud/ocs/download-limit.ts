import { NO_ROUTE } from "../shares/share-routes.js";
import type { OcsContext } from "./ocs-context.js";
import { OcsError } from "./ocs-response.js";

/** `apps/files_downloadlimit/api/v1/TOKEN/limit` of the app that ships with 32. */
export function downloadLimitRoutes(context: OcsContext): unknown {
  const { cloud, exchange, account, names, params } = context;
  if (!cloud.version.newShareRoutes || names[5] !== "limit") return NO_ROUTE;
  const share = cloud.shares.byToken(names[4] ?? "");
  if (share?.owner !== account) throw new OcsError(404, "Unknown share");
  switch (exchange.method) {
    case "GET":
      return { limit: share.limit?.max ?? null, count: share.limit?.count ?? null };
    case "PUT": {
      const max = Number(params.get("limit") ?? "NaN");
      if (!Number.isInteger(max) || max < 1)
        throw new OcsError(400, "Limit needs to be greater or equal than 1");
      share.limit = { max, count: 0 };
      return [];
    }
    case "DELETE":
      share.limit = undefined;
      return [];
    default:
      return NO_ROUTE;
  }
}
