import { type Answer, emptyAnswer } from "../../server/answer.js";
import { pause } from "../../faults/pause.js";
import type { UploadFolder } from "../accounts.js";
import { checkName } from "../dav/check-name.js";
import { checkQuota } from "../dav/check-quota.js";
import { type DavContext, lockKey, userPath } from "../dav/dav-context.js";
import { badRequest, conflict, locked, preconditionFailed } from "../dav/dav-error.js";
import { destinationNames } from "../dav/destination.js";
import { storeBlob, timeHeaders } from "../dav/put-file.js";
import { findNode, type FolderNode } from "../files/node-tree.js";

const byName = new Intl.Collator("en", { numeric: true });

/**
 * MOVE of `ID/.file`: the chunks become one file, in natural order of their names.
 *
 * Only OC-Total-Length is compared with the bytes; without it a part of a file is assembled without complaint.
 */
export async function assembleUpload(context: DavContext, upload: UploadFolder): Promise<Answer> {
  const { cloud, exchange, account } = context;
  const target = destinationNames(context);
  const path = userPath(target);
  const { parent, name } = targetFolder(context, target);
  const existing = parent.children.get(name);
  if (existing?.kind === "folder") throw conflict("The destination node is a collection");
  if (existing !== undefined && exchange.header("overwrite")?.toUpperCase() === "F")
    throw preconditionFailed(
      "Overwrite",
      "The destination node already exists, and the overwrite header is set to false",
    );
  checkName(cloud.version, cloud.settings, target);
  const chunks = [...upload.chunks.values()].sort((a, b) => byName.compare(a.name, b.name));
  const sum = chunks.reduce((size, chunk) => size + chunk.blob.sizeBytes, 0);
  checkQuota(cloud, account, sum, path);
  const total = exchange.header("oc-total-length");
  if (total !== undefined && Number(total) !== sum)
    throw badRequest(`Chunks on server do not sum up to ${total} but to ${String(sum)} bytes`);
  const unlock = cloud.locks.exclusive(lockKey(account, path));
  if (unlock === undefined) throw locked(path);
  try {
    if (cloud.settings.assembleMs > 0) await pause(cloud.settings.assembleMs);
    const blob = await cloud.blobs.settled(cloud.blobs.joined(chunks.map((chunk) => chunk.blob)));
    account.uploads.delete(upload.id);
    const file = await storeBlob(cloud, parent, name, blob, exchange);
    return emptyAnswer(existing === undefined ? 201 : 204, [
      ...timeHeaders(cloud, exchange, file),
      ["OC-ETag", `"${file.etag}"`],
      ["ETag", `"${file.etag}"`],
      ["OC-FileId", cloud.ocId(file)],
    ]);
  } finally {
    unlock();
  }
}

function targetFolder(
  context: DavContext,
  target: readonly string[],
): { readonly parent: FolderNode; readonly name: string } {
  const parent = findNode(context.account.root, target.slice(0, -1));
  const name = target.at(-1);
  if (name === undefined || !("node" in parent) || parent.node.kind !== "folder")
    throw conflict("The destination node is not found");
  return { parent: parent.node, name };
}
