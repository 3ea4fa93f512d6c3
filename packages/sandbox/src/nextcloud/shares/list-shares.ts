import type { OcsContext } from "../ocs/ocs-context.js";
import { OcsError } from "../ocs/ocs-response.js";
import { isTrue, sharedNode } from "./create-share.js";
import type { Share } from "./share.js";
import { shareRecord } from "./share-record.js";

/** GET shares: all of mine, those of one path, or (`subfiles`) those of a folder's direct children. */
export function listShares(context: OcsContext): unknown {
  const { cloud, account, params } = context;
  const path = params.get("path");
  if (path === undefined || path === "") return records(context, cloud.shares.of(account));
  const node = sharedNode(account.root, path);
  if (!isTrue(params.get("subfiles"))) return records(context, cloud.shares.ofNode(node.id));
  if (node.kind !== "folder") throw new OcsError(400, "Not a directory");
  const names = [...node.children.keys()].sort();
  return records(
    context,
    names.flatMap((name) => {
      const child = node.children.get(name);
      return child === undefined ? [] : cloud.shares.ofNode(child.id);
    }),
  );
}

/** GET shares/ID: an array of one. */
export function getShare(context: OcsContext, share: Share): unknown {
  return records(context, [share]);
}

function records(context: OcsContext, shares: readonly Share[]): unknown[] {
  const base = context.cloud.baseUrl(context.exchange);
  return shares.flatMap((share) => shareRecord(context.cloud, share, base) ?? []);
}
