import { type Answer, emptyAnswer, textAnswer } from "../../server/answer.js";
import { copyNode, deleteNode, makeFolder, moveNode } from "./change-tree.js";
import { type DavContext, requestedNode } from "./dav-context.js";
import { notImplemented } from "./dav-error.js";
import { davHeaders } from "./dav-headers.js";
import { nodeResource } from "./dav-resource.js";
import { getFile } from "./get-file.js";
import { propfind } from "./propfind.js";
import { putFile } from "./put-file.js";
import { recalculateHash } from "./recalculate-hash.js";

const NO_BROWSING =
  "This is the WebDAV interface. It can only be accessed by WebDAV clients such as the Nextcloud desktop sync client.";

/** `/remote.php/dav/files/USER/…` and the older `/remote.php/webdav/…`. */
export async function filesEndpoint(context: DavContext): Promise<Answer> {
  const { cloud, exchange, account } = context;
  switch (exchange.method) {
    case "OPTIONS":
      return emptyAnswer(200, [
        ...davHeaders(cloud.version),
        ["Allow", "OPTIONS, GET, HEAD, DELETE, PROPFIND, PUT, PROPPATCH, COPY, MOVE, REPORT"],
      ]);
    case "PROPFIND": {
      const path = [context.base, ...context.names].join("/");
      const node = requestedNode(context);
      return propfind(exchange, nodeResource(cloud, account, node, path), davHeaders(cloud.version));
    }
    case "GET":
    case "HEAD": {
      const node = requestedNode(context);
      return node.kind === "file"
        ? getFile(cloud, exchange, account, node)
        : textAnswer(200, "text/html; charset=utf-8", NO_BROWSING);
    }
    case "PUT":
      return putFile(context);
    case "PATCH":
      return recalculateHash(context);
    case "MKCOL":
      return makeFolder(context);
    case "DELETE":
      return deleteNode(context);
    case "MOVE":
      return moveNode(context);
    case "COPY":
      return copyNode(context);
    default:
      throw notImplemented(exchange.method);
  }
}
