import { statSync } from "node:fs";
import type { BigIntStats } from "node:fs";

/**
 * Says what a link leads to. A link that leads nowhere is a file: DataLad leaves such links in the place of images that were not
 * fetched, and they must be reported. A link to a folder that holds the link itself is a loop.
 */
export function resolveLink(root: string, path: string): "file" | "folder" | "loop" | "other" {
  const target = statOf(`${root}/${path}`);
  if (target === undefined || target.isFile()) return "file";
  if (!target.isDirectory()) return "other";
  const parents = path.split("/").slice(0, -1);
  for (let depth = parents.length; depth >= 0; depth -= 1) {
    const parent = statOf([root, ...parents.slice(0, depth)].join("/"));
    if (parent !== undefined && parent.dev === target.dev && parent.ino === target.ino) return "loop";
  }
  return "folder";
}

/** A link to itself (ELOOP) leads nowhere too. */
function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
