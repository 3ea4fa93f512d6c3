import type { Answer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import { basicCredentials } from "../auth/authenticate.js";
import type { Cloud } from "../cloud.js";
import { DavError, davErrorAnswer, forbidden, notFound, notImplemented } from "../dav/dav-error.js";
import { publicDavHeaders } from "../dav/dav-headers.js";
import { nodeResource } from "../dav/dav-resource.js";
import { getFile } from "../dav/get-file.js";
import { propfind } from "../dav/propfind.js";
import { findNode, type TreeNode } from "../files/node-tree.js";
import { errorPage } from "../pages/page.js";
import type { Share } from "../shares/share.js";
import { folderZip } from "./folder-zip.js";
import { countDownload, openShare, shareNode, wrongPassword } from "./public-share.js";

/** `/public.php/…`: what a participant's WebDAV client, or a recipient's browser after the redirect, talks to. */
export async function publicDav(cloud: Cloud, exchange: Exchange, names: readonly string[]): Promise<Answer> {
  try {
    if (cloud.settings.maintenance)
      throw new DavError(503, "OCA\\DAV\\Exception\\ServerMaintenanceMode", "System is in maintenance mode.");
    if (names[1] === "webdav") return await legacyEndpoint(cloud, exchange, names.slice(2));
    if (names[1] !== "dav" || names[2] !== "files" || !cloud.version.publicDav)
      return errorPage(404, "Page not found");
    return await tokenEndpoint(cloud, exchange, names.slice(3));
  } catch (error) {
    if (!(error instanceof DavError)) throw error;
    return davErrorAnswer(error, exchange.method === "PROPFIND" ? publicDavHeaders : []);
  }
}

/** `/public.php/dav/files/TOKEN[/NAME…]` */
async function tokenEndpoint(cloud: Cloud, exchange: Exchange, names: readonly string[]): Promise<Answer> {
  const token = names[0] ?? "";
  const share = cloud.shares.byToken(token);
  // A link that is not there is a 503 here, not a 404 (recorded on 32.0.1).
  if (share === undefined)
    throw new DavError(503, "Sabre\\DAV\\Exception\\ServiceUnavailable", "Sabre\\DAV\\Exception\\NotFound: ");
  openShare(cloud, exchange, share);
  return serve(cloud, exchange, share, names.slice(1), `/public.php/dav/files/${token}`);
}

/** `/public.php/webdav`: the token is the user name; the one endpoint that both versions have. */
async function legacyEndpoint(cloud: Cloud, exchange: Exchange, names: readonly string[]): Promise<Answer> {
  const given = basicCredentials(exchange);
  const share = given === undefined ? undefined : cloud.shares.byToken(given.user);
  if (share === undefined) throw wrongPassword();
  openShare(cloud, exchange, share);
  return serve(cloud, exchange, share, names, "/public.php/webdav/");
}

async function serve(
  cloud: Cloud,
  exchange: Exchange,
  share: Share,
  names: readonly string[],
  base: string,
): Promise<Answer> {
  const node = namedNode(cloud, share, names);
  const path = names.length === 0 ? base : `${base.replace(/\/$/, "")}/${names.join("/")}`;
  switch (exchange.method) {
    case "PROPFIND":
      return propfind(exchange, nodeResource(cloud, share.owner, node, path), publicDavHeaders);
    case "GET":
    case "HEAD": {
      if (node.kind === "folder") return folderZip(cloud, share.owner, node);
      const answer = getFile(cloud, exchange, share.owner, node);
      if (exchange.method === "GET") countDownload(cloud, share);
      return answer;
    }
    case "PUT":
    case "DELETE":
    case "MKCOL":
    case "MOVE":
      throw forbidden("This link only lets its visitors read");
    default:
      throw notImplemented(exchange.method);
  }
}

function namedNode(cloud: Cloud, share: Share, names: readonly string[]): TreeNode {
  const top = shareNode(cloud, share);
  if (top === undefined) throw notFound("/", share.token);
  if (names.length === 0) return top;
  if (top.kind === "file") throw notFound("/", names[0] ?? "");
  const found = findNode(top, names);
  if (!("node" in found)) throw notFound(found.below, found.missing);
  return found.node;
}
