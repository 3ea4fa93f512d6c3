import type { Exchange } from "../../server/exchange.js";
import type { TreeNode } from "../files/node-tree.js";
import { preconditionFailed } from "./dav-error.js";

/** If-Match and If-None-Match of a request that writes. @throws DavError 412, with the current ETag */
export function checkPreconditions(exchange: Exchange, node: TreeNode | undefined): void {
  const match = exchange.header("if-match");
  if (match !== undefined && !matches(match, node))
    throw preconditionFailed(
      "If-Match",
      node === undefined
        ? "An If-Match header was specified and the resource did not exist"
        : "An If-Match header was specified, but none of the specified ETags matched.",
      node === undefined ? [] : [["ETag", `"${node.etag}"`]],
    );
  const noneMatch = exchange.header("if-none-match");
  if (noneMatch !== undefined && node !== undefined && matches(noneMatch, node))
    throw preconditionFailed(
      "If-None-Match",
      "An If-None-Match header was specified, but the ETag matched (or * was specified).",
    );
}

/** Whether a list of ETags (or `*`) names this node. */
export function matches(list: string, node: TreeNode | undefined): boolean {
  if (node === undefined) return false;
  return list
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === "*" || tag === `"${node.etag}"`);
}
