import type { Exchange } from "../../server/exchange.js";
import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";
import { findNode, type TreeNode } from "../files/node-tree.js";
import { notFound } from "./dav-error.js";

/** One DAV request: who asks, and for which decoded path below the root of that endpoint. */
export interface DavContext {
  readonly cloud: Cloud;
  readonly exchange: Exchange;
  readonly account: Account;
  readonly names: readonly string[];
  /** Decoded path of the endpoint's root, as the client wrote it: `/remote.php/dav/files/researcher`. */
  readonly base: string;
}

/** `/MRI-share/sub-01.zip` */
export function userPath(names: readonly string[]): string {
  return `/${names.join("/")}`;
}

/** The key of a user's path in the lock table. */
export function lockKey(account: Account, path: string): string {
  return `${account.id}:${path}`;
}

/** The node that a request names. */
export function requestedNode(context: DavContext): TreeNode {
  const found = findNode(context.account.root, context.names);
  if ("node" in found) return found.node;
  throw notFound(found.below, found.missing);
}
