import { type Answer, emptyAnswer } from "../../server/answer.js";
import { fileEtag, findNode, type FolderNode, touchParents, type TreeNode } from "../files/node-tree.js";
import { checkName } from "./check-name.js";
import { checkQuota } from "./check-quota.js";
import { type DavContext, lockKey, requestedNode, userPath } from "./dav-context.js";
import {
  badRequest,
  conflict,
  forbidden,
  locked,
  methodNotAllowed,
  preconditionFailed,
} from "./dav-error.js";
import { destinationNames } from "./destination.js";

/** MKCOL: one level; the auto-mkcol header of PUT does not help here. */
export function makeFolder(context: DavContext): Answer {
  const { cloud, account, names } = context;
  const name = names.at(-1);
  const parent = findNode(account.root, names.slice(0, -1));
  if (name === undefined) throw methodNotAllowed("The resource you tried to create already exists");
  if (!("node" in parent)) throw conflict("Parent node does not exist");
  if (parent.node.kind !== "folder") throw conflict("Parent node is not a collection");
  if (parent.node.children.has(name))
    throw methodNotAllowed("The resource you tried to create already exists");
  checkName(cloud.version, cloud.settings, names);
  const folder = cloud.newFolder(name, parent.node);
  touchParents(folder, cloud.clock.seconds());
  return emptyAnswer(201, [["OC-FileId", cloud.ocId(folder)]]);
}

/** DELETE: into the trashbin, where it still counts against the quota. */
export function deleteNode(context: DavContext): Answer {
  const { cloud, account, names } = context;
  const node = requestedNode(context);
  if (node === account.root) throw forbidden("Permission denied to delete the root");
  const path = userPath(names);
  const unlock = cloud.locks.exclusive(lockKey(account, path));
  if (unlock === undefined) throw locked(path);
  try {
    touchParents(node, cloud.clock.seconds());
    cloud.toTrash(account, node, path.slice(1));
  } finally {
    unlock();
  }
  return emptyAnswer(204);
}

/** MOVE: id, ETag and links go along; what stood at the destination goes to the trashbin with its links. */
export async function moveNode(context: DavContext): Promise<Answer> {
  return Promise.resolve(
    transfer(context, (node, parent, name) => {
      node.parent?.children.delete(node.name);
      touchParents(node, context.cloud.clock.seconds());
      node.name = name;
      node.parent = parent;
      parent.children.set(name, node);
      return node;
    }),
  );
}

/** COPY of a file or folder: new ids, no links. */
export async function copyNode(context: DavContext): Promise<Answer> {
  const copies: [from: TreeNode, to: TreeNode][] = [];
  const answer = transfer(context, (node, parent, name) => copyBelow(context, node, parent, name, copies));
  for (const [from, to] of copies) {
    if (from.kind !== "file" || to.kind !== "file") continue;
    const writer = await context.cloud.blobs.writer([]);
    for await (const chunk of context.cloud.blobs.read(from.blob)) await writer.write(chunk);
    to.blob = await writer.finish();
  }
  return answer;
}

function copyBelow(
  context: DavContext,
  node: TreeNode,
  parent: FolderNode,
  name: string,
  copies: [TreeNode, TreeNode][],
): TreeNode {
  const { cloud, account } = context;
  if (node.kind === "file") {
    checkQuota(cloud, account, node.blob.sizeBytes, userPath(context.names));
    const file = cloud.newFile(name, parent, { blob: cloud.blobs.empty(), etag: fileEtag() });
    copies.push([node, file]);
    return file;
  }
  const folder = cloud.newFolder(name, parent);
  for (const child of node.children.values()) copyBelow(context, child, folder, child.name, copies);
  return folder;
}

function transfer(
  context: DavContext,
  place: (node: TreeNode, parent: FolderNode, name: string) => TreeNode,
): Answer {
  const { cloud, exchange, account } = context;
  const node = requestedNode(context);
  const target = destinationNames(context);
  const name = target.at(-1);
  if (name === undefined || node === account.root) throw forbidden("The root cannot be moved");
  const parent = findNode(account.root, target.slice(0, -1));
  if (!("node" in parent) || parent.node.kind !== "folder")
    throw conflict("The destination node is not found");
  const existing = parent.node.children.get(name);
  if (existing !== undefined && exchange.header("overwrite")?.toUpperCase() === "F")
    throw preconditionFailed(
      "Overwrite",
      "The destination node already exists, and the overwrite header is set to false",
    );
  for (let up: TreeNode | undefined = parent.node; up !== undefined; up = up.parent)
    if (up === node) throw badRequest("Source and destination uri are identical.");
  checkName(cloud.version, cloud.settings, target);
  const unlockSource = cloud.locks.exclusive(lockKey(account, userPath(context.names)));
  if (unlockSource === undefined) throw locked(userPath(context.names));
  const unlockTarget = cloud.locks.exclusive(lockKey(account, userPath(target)));
  if (unlockTarget === undefined) {
    unlockSource();
    throw locked(userPath(target));
  }
  try {
    if (existing !== undefined && existing !== node)
      cloud.toTrash(account, existing, userPath(target).slice(1));
    const placed = place(node, parent.node, name);
    touchParents(placed, cloud.clock.seconds());
    return emptyAnswer(existing === undefined ? 201 : 204, [
      ["OC-ETag", `"${placed.etag}"`],
      ["ETag", `"${placed.etag}"`],
      ["OC-FileId", cloud.ocId(placed)],
    ]);
  } finally {
    unlockSource();
    unlockTarget();
  }
}
