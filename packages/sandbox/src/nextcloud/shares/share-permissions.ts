import type { TreeNode } from "../files/node-tree.js";
import type { NextcloudVersion } from "../version.js";

const READ = 1;
const UPDATE = 2;
const CREATE = 4;
const DELETE = 8;
const SHARE = 16;

/**
 * What becomes of the permissions asked for: reading is added, sharing comes on top, files know no create and delete.
 *
 * Recorded: 1 → 17, 15 on a file → 19, 4 (file drop) on a folder → 4 on 32 and 21 on 27.
 */
export function sharePermissions(
  asked: number | undefined,
  node: TreeNode,
  version: NextcloudVersion,
): number {
  const wanted = asked ?? READ;
  if (node.kind === "folder" && wanted === CREATE && version.newShareRoutes) return CREATE;
  const allowed =
    node.kind === "file" ? wanted & ~(CREATE | DELETE) : wanted & (UPDATE | CREATE | DELETE | READ);
  return allowed | READ | SHARE;
}
