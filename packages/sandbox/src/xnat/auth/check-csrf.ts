import { XnatError } from "../answers/xnat-error.js";
import type { Exchange } from "../../server/exchange.js";
import { isBrowser } from "./browsers.js";
import type { XnatSession } from "./session-table.js";

const CHANGES = new Set(["POST", "PUT", "DELETE"]);

/**
 * Browsers must send the session's token with everything that changes something; programs need not (recorded on 1.6.4, and
 * read so in 1.9's source).
 *
 * @throws XnatError 500 "java.lang.Exception: Invalid submit value (PUT on URL…"
 */
export function checkCsrf(exchange: Exchange, session: XnatSession): void {
  const agent = exchange.header("user-agent");
  if (!CHANGES.has(exchange.method) || !isBrowser(agent) || agent?.includes("XNATDesktopClient") === true)
    return;
  if (exchange.query.get("XNAT_CSRF") === session.csrf) return;
  throw new XnatError(
    500,
    `java.lang.Exception: Invalid submit value (${exchange.method} on URL: ${exchange.rawPath} from ${exchange.remoteAddress}`,
  );
}
