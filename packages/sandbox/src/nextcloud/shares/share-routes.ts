import { nodePath } from "../files/node-tree.js";
import type { OcsContext } from "../ocs/ocs-context.js";
import { OcsError } from "../ocs/ocs-response.js";
import { createShare } from "./create-share.js";
import { getShare, listShares } from "./list-shares.js";
import type { Share } from "./share.js";
import { updateShare } from "./update-share.js";

/** What a route answers when it does not exist in this version. */
export const NO_ROUTE = Symbol("no such route");

/** The answer of a call that the rate limit refuses: no envelope at all. */
export const RATE_LIMITED = Symbol("rate limited");

/** `apps/files_sharing/api/v1/shares…` */
export function shareRoutes(context: OcsContext): unknown {
  const { cloud, exchange, names, account } = context;
  const [id, action] = names.slice(5);
  const { method } = exchange;
  if (id === undefined && method === "POST") {
    const limit = cloud.settings.rateLimit;
    // Counted before anything is looked at: attempts that fail count too.
    if (limit !== undefined && !cloud.rates.admit(`share ${account.id}`, limit.limit, limit.periodMs))
      return RATE_LIMITED;
  }
  if (!cloud.settings.sharingEnabled) throw new OcsError(404, "Share API is disabled");
  if (id === undefined) {
    if (method === "GET") return listShares(context);
    return method === "POST" ? createShare(context) : NO_ROUTE;
  }
  if (action === "send-email" && method === "POST") return sendEmail(context, id);
  if (action !== undefined) return NO_ROUTE;
  const share = ownShare(context, id);
  switch (method) {
    case "GET":
      return getShare(context, share);
    case "PUT":
      return updateShare(context, share);
    case "DELETE":
      cloud.shares.remove(share);
      return [];
    default:
      return NO_ROUTE;
  }
}

/** POST shares/ID/send-email (32): nothing is sent, its own limit of 10 per 600 s holds. */
function sendEmail(context: OcsContext, id: string): unknown {
  const { cloud, account } = context;
  if (!cloud.version.newShareRoutes) return NO_ROUTE;
  if (!cloud.rates.admit(`mail ${account.id}`, 10, 600_000)) return RATE_LIMITED;
  ownShare(context, id);
  return [];
}

/** A living share of this user whose file is there. @throws OcsError 404 */
function ownShare(context: OcsContext, id: string): Share {
  const { cloud, account } = context;
  const share = /^\d+$/.test(id) ? cloud.shares.byId(Number(id)) : undefined;
  const node = share === undefined ? undefined : cloud.nodes.get(share.nodeId);
  if (share?.owner !== account || node === undefined || nodePath(node, account.root) === undefined)
    throw new OcsError(404, "Wrong share ID, share does not exist");
  return share;
}
