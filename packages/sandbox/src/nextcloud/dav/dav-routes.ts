import type { Answer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import { authenticate } from "../auth/authenticate.js";
import type { Cloud } from "../cloud.js";
import { trashbinEndpoint } from "../trashbin/trashbin-endpoint.js";
import { uploadsEndpoint } from "../uploads/uploads-endpoint.js";
import type { DavContext } from "./dav-context.js";
import { DavError, davErrorAnswer, forbidden, notFound } from "./dav-error.js";
import { davHeaders } from "./dav-headers.js";
import { COLLECTION } from "./dav-resource.js";
import { filesEndpoint } from "./files-endpoint.js";
import { loginRefused } from "./login-refused.js";
import { propfind } from "./propfind.js";
import { encodeHref } from "./xml.js";

/** `/remote.php/…`: login, then the endpoint that the path names. */
export async function davRoutes(cloud: Cloud, exchange: Exchange, names: readonly string[]): Promise<Answer> {
  try {
    if (cloud.settings.maintenance)
      throw new DavError(503, "OCA\\DAV\\Exception\\ServerMaintenanceMode", "System is in maintenance mode.");
    const login = authenticate(cloud, exchange);
    if ("refused" in login) return davErrorAnswer(loginRefused(cloud, login.refused));
    const { account } = login;
    const [, family, kind, user = ""] = names;
    if (family === "webdav")
      return await filesEndpoint({
        cloud,
        exchange,
        account,
        names: names.slice(2),
        base: "/remote.php/webdav",
      });
    if (family !== "dav" || kind === undefined) throw notFound("/", kind ?? family ?? "");
    const owner = cloud.accountOfPath(user);
    if (owner === undefined)
      throw new DavError(404, "Sabre\\DAV\\Exception\\NotFound", `Principal with name ${user} not found`);
    if (owner !== account) return await strangersHome(cloud, exchange, names);
    const context: DavContext = {
      cloud,
      exchange,
      account,
      names: names.slice(4),
      base: `/remote.php/dav/${kind}/${user}`,
    };
    if (kind === "files") return await filesEndpoint(context);
    if (kind === "uploads") return await uploadsEndpoint(context);
    if (kind === "trashbin") return await trashbinEndpoint(context);
    throw notFound("/", kind);
  } catch (error) {
    if (!(error instanceof DavError)) throw error;
    const dav = exchange.method === "PROPFIND" && error.status !== 503 ? davHeaders(cloud.version) : [];
    return davErrorAnswer(error, dav);
  }
}

/** Another user's root answers 207 with nothing in it, so a typo in USER does not show there; writing is refused. */
async function strangersHome(cloud: Cloud, exchange: Exchange, names: readonly string[]): Promise<Answer> {
  const [, , kind, user = "", ...rest] = names;
  if (exchange.method === "PUT" || exchange.method === "MKCOL")
    throw forbidden(`Permission denied to create file (filename ${rest.at(-1) ?? user})`);
  if (rest[0] !== undefined) throw notFound("/", rest[0]);
  return propfind(
    exchange,
    {
      href: `${encodeHref(`/remote.php/dav/${kind ?? ""}/${user}`)}/`,
      allprop: 1,
      properties: new Map([["d:resourcetype", () => COLLECTION]]),
      children: () => [],
    },
    davHeaders(cloud.version),
  );
}
