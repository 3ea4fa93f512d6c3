import type { Exchange } from "../../server/exchange.js";
import { basicCredentials } from "../auth/authenticate.js";
import type { Cloud } from "../cloud.js";
import { DavError } from "../dav/dav-error.js";
import { nodePath, type TreeNode } from "../files/node-tree.js";
import { passwordMatches } from "../shares/password-hash.js";
import type { Share } from "../shares/share.js";

const SABRE = "Sabre\\DAV\\Exception\\";
const ACTION = "public_dav_auth";

/** The node behind a link; a file in the trashbin is not there. */
export function shareNode(cloud: Cloud, share: Share): TreeNode | undefined {
  const node = cloud.nodes.get(share.nodeId);
  return node !== undefined && nodePath(node, share.owner.root) !== undefined ? node : undefined;
}

/**
 * Lets a visitor of a link in, with any user name and the link's password.
 *
 * @throws DavError 401 without or with a wrong password, 500 after too many wrong ones from this address
 */
export function openShare(cloud: Cloud, exchange: Exchange, share: Share): void {
  const hash = share.passwordHash;
  if (hash === undefined || cloud.sessions.of(exchange)?.openShares.has(share.token) === true) return;
  const address = exchange.remoteAddress;
  const given = basicCredentials(exchange);
  if (given === undefined) throw new DavError(401, `${SABRE}NotAuthenticated`, "");
  if (cloud.throttle.blocked(address, ACTION))
    throw new DavError(500, "OCP\\Security\\Bruteforce\\MaxDelayReached", "Reached maximum delay");
  if (passwordMatches(given.password, hash)) return;
  cloud.throttle.failed(address, ACTION, share.token);
  throw wrongPassword();
}

/** 401 with the challenge, as after a wrong password. */
export function wrongPassword(): DavError {
  return new DavError(401, `${SABRE}NotAuthenticated`, "Username or password was incorrect", {
    headers: [["WWW-Authenticate", 'Basic realm="Nextcloud", charset="UTF-8"']],
  });
}

/**
 * Counts one download; at its limit the link is gone.
 *
 * One click on `/s/TOKEN/download` counts twice on 32.0.1: the redirect and the bytes behind it.
 */
export function countDownload(cloud: Cloud, share: Share): void {
  if (share.limit === undefined) return;
  share.limit.count += 1;
  if (share.limit.count >= share.limit.max) cloud.shares.remove(share);
}
