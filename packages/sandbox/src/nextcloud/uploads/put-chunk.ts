import { type Answer, emptyAnswer } from "../../server/answer.js";
import type { UploadFolder } from "../accounts.js";
import { checkQuota } from "../dav/check-quota.js";
import { type DavContext, lockKey, userPath } from "../dav/dav-context.js";
import { forbidden, locked, notFound } from "../dav/dav-error.js";
import { namesBelowFiles } from "../dav/destination.js";
import { receiveBlob } from "../dav/put-file.js";
import { fileEtag, findNode } from "../files/node-tree.js";

/** PUT of one chunk; any name is accepted, `.file` stands for the whole. */
export async function putChunk(context: DavContext, upload: UploadFolder): Promise<Answer> {
  const { cloud, exchange, account, names } = context;
  const name = names[1];
  if (name === undefined || name === ".file" || names.length > 2)
    throw forbidden("Permission denied to create file");
  if (cloud.version.checksEarly) checkDestination(context);
  const unlock = cloud.locks.exclusive(lockKey(account, `/uploads/${upload.id}/${name}`));
  if (unlock === undefined) throw locked(userPath(names));
  try {
    // Chunks are always kept: the whole is hashed when they are joined.
    const blob = await receiveBlob(cloud, exchange, [], true);
    const mtime = cloud.clock.seconds();
    upload.mtime = mtime;
    const known = upload.chunks.get(name);
    if (account.uploads.get(upload.id) !== upload) {
      await cloud.blobs.remove(blob);
      throw notFound("/", upload.id);
    }
    if (known === undefined) {
      upload.chunks.set(name, { name, etag: fileEtag(), mtime, blob });
      return emptyAnswer(201);
    }
    const old = known.blob;
    Object.assign(known, { blob, mtime });
    await cloud.blobs.remove(old);
    // A chunk sent again keeps its ETag (recorded).
    return emptyAnswer(204, [
      ["ETag", `"${known.etag}"`],
      ["OC-ETag", `"${known.etag}"`],
    ]);
  } finally {
    unlock();
  }
}

/** 32 looks at the destination folder and at the quota with the first chunk, 27 only at the MOVE. */
function checkDestination(context: DavContext): void {
  const { cloud, exchange, account } = context;
  const destination = exchange.header("destination");
  if (destination === undefined) return;
  const names = namesBelowFiles(context, destination);
  if (names === undefined) return;
  const parent = findNode(account.root, names.slice(0, -1));
  if (!("node" in parent)) throw notFound(parent.below, parent.missing);
  const total = Number(exchange.header("oc-total-length") ?? "0");
  if (total > 0) checkQuota(cloud, account, total, userPath(names));
}
