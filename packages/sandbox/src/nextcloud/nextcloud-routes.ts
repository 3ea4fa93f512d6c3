import { type Answer, textAnswer } from "../server/answer.js";
import type { Exchange } from "../server/exchange.js";
import type { Cloud } from "./cloud.js";
import { davRoutes } from "./dav/dav-routes.js";
import { loginFlow, signIn } from "./login/login-flow.js";
import { ocsRoutes } from "./ocs/ocs-routes.js";
import { errorPage, nginxPage, seeOther } from "./pages/page.js";
import { publicDav } from "./public/public-dav.js";
import { sharePages } from "./public/share-pages.js";
import { splitPath } from "../server/split-path.js";

/** All of the look-alike's routes. */
export async function nextcloudRoutes(cloud: Cloud, exchange: Exchange): Promise<Answer> {
  const { rawPath } = exchange;
  // nginx refuses these before PHP sees them (recorded): NUL and a bare percent sign 400, a line feed 404.
  if (/%00/.test(rawPath)) return nginxPage(400, "Bad Request");
  if (/%0a/i.test(rawPath)) return nginxPage(404, "Not Found");
  const all = splitPath(rawPath);
  if (all === undefined) return nginxPage(400, "Bad Request");
  const names = all[0] === "index.php" ? all.slice(1) : all;
  if (!isTrusted(cloud, exchange))
    return names[0] === "status.php"
      ? textAnswer(400, "application/json", '{"error": "Trusted domain error.", "code": 15}')
      : errorPage(400, "Access through untrusted domain");
  switch (names[0]) {
    case "status.php":
      return status(cloud);
    case "remote.php":
      return davRoutes(cloud, exchange, names);
    case "public.php":
      return publicDav(cloud, exchange, names);
    case "ocs":
      return ocsRoutes(cloud, exchange, names);
    default:
      return pages(cloud, exchange, names);
  }
}

async function pages(cloud: Cloud, exchange: Exchange, names: readonly string[]): Promise<Answer> {
  if (cloud.settings.maintenance)
    return errorPage(503, "This instance is currently in maintenance mode, which may take a while.", [
      ["X-Nextcloud-Maintenance-Mode", "1"],
      ["Retry-After", "120"],
    ]);
  if (names[0] === "s" && names[1] !== undefined) return sharePages(cloud, exchange, names);
  if (names[0] === "login" && names[1] === "v2") return loginFlow(cloud, exchange, names);
  if (names[0] === "login") return signIn(cloud, exchange);
  if (names[0] === undefined) return seeOther(`${cloud.baseUrl(exchange)}/login`);
  return errorPage(404, "Page not found");
}

/** status.php stays 200 in maintenance mode and says so. */
function status(cloud: Cloud): Answer {
  return textAnswer(
    200,
    "application/json",
    JSON.stringify({
      installed: true,
      maintenance: cloud.settings.maintenance,
      needsDbUpgrade: false,
      version: cloud.version.full,
      versionstring: cloud.version.text,
      edition: "",
      productname: "Nextcloud",
      extendedSupport: false,
    }),
  );
}

function isTrusted(cloud: Cloud, exchange: Exchange): boolean {
  const name = exchange.host.replace(/:\d+$/, "").toLowerCase();
  return cloud.settings.trustedDomains.some((domain) => domain.toLowerCase() === name);
}
