import type { Exchange } from "../server/exchange.js";
import { LorisError } from "./answers/loris-error.js";
import type { Loris } from "./loris.js";

/**
 * PREVENT-AD's rewrite rules know each path with or without a slash, not both: lists need it, what lies below them must not
 * have it; 28 takes both (measured).
 *
 * @throws LorisError the page of a path that no rule knows, or the redirect of a list without its slash
 */
export function checkSlash(
  loris: Loris,
  exchange: Exchange,
  resource: string | undefined,
  rest: readonly string[],
): void {
  if (!loris.dialect.legacy) return;
  const slash = exchange.rawPath.endsWith("/");
  const isList = rest.length === 0 && (resource === "candidates" || resource === "projects");
  const isBids = resource === "projects" && rest.length === 2 && rest[1] === "bids";
  if (isList && !slash)
    // Also from /projects (measured on PREVENT-AD).
    throw new LorisError(301, undefined, {
      location: `http://${exchange.host}${exchange.rawPath.replace(/projects$/, "candidates")}/?PrintCandidates=true`,
    });
  if (slash !== (isList || isBids)) throw new LorisError(404, undefined, { page: true });
}
