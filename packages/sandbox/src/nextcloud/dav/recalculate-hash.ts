import { type Answer, emptyAnswer } from "../../server/answer.js";
import { type DavContext, requestedNode } from "./dav-context.js";
import { notImplemented } from "./dav-error.js";

/** PATCH with `X-Recalculate-Hash`: the one way to have a stored file hashed by the server; the result is stored too. */
export async function recalculateHash(context: DavContext): Promise<Answer> {
  const node = requestedNode(context);
  const algorithm = (context.exchange.header("x-recalculate-hash") ?? "").toLowerCase();
  const digest =
    node.kind === "file" && algorithm !== ""
      ? await context.cloud.blobs.digest(node.blob, algorithm)
      : undefined;
  if (node.kind !== "file" || digest === undefined) throw notImplemented("PATCH");
  node.checksum = `${algorithm.toUpperCase()}:${digest}`;
  return emptyAnswer(204, [["OC-Checksum", node.checksum]]);
}
