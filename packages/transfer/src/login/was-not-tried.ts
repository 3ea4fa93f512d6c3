import { isScanferryError } from "../errors/scanferry-error.js";

const neverSent = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/;

/**
 * Whether the server has surely not looked at the password: nobody took the connection, or the server said that it was busy and when to come
 * again. A connection that broke, an answer that did not come in time and a gateway's 502 or 504 say nothing of the kind.
 */
export function wasNotTried(error: unknown): boolean {
  if (!isScanferryError(error)) return false;
  if (error.code === "remote/busy") return error.retryAfterMs !== undefined;
  return error.code.startsWith("net/") && codesOf(error.cause).some((code) => neverSent.test(code));
}

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code } = error as { code?: unknown };
  return [...(typeof code === "string" ? [code] : []), ...codesOf(error.cause)];
}
