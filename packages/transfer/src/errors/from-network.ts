import { isAbort, abortedError } from "./aborted.js";
import { errorCodesOf, messagesOf } from "./error-chain.js";
import { fsError } from "./from-fs.js";
import { safeCause } from "./safe-cause.js";
import { ScanferryError, isScanferryError } from "./scanferry-error.js";

const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$|UND_ERR_PRX_TLS|SecureProxyConnectionError)/;
const timeoutCode =
  /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|TimeoutError|ESOCKETTIMEDOUT)$/;
const unreachableCode =
  /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/;
/** What OpenSSL says of an answer that is plain HTTP. */
const plainCode = /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/;
const openFilesCode = /^(EMFILE|ENFILE)$/;
const resetCode =
  /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_.*|UND_ERR_CLOSED|UND_ERR_DESTROYED|ERR_STREAM_PREMATURE_CLOSE)$/;

/**
 * Turns a failed request into a {@link ScanferryError}: name or port not found → `net/unreachable`, certificates → `net/tls`,
 * no answer in time → `net/timeout`, a dropped connection → `net/reset`, a port that fetch blocks → `input/invalid`,
 * no room for one more open file → `local/busy`. An abort by the caller's signal becomes `aborted`.
 *
 * @param context `host` is named in the message (never the path, which may hold a label); `secrets` are blanked in the cause.
 */
export function networkError(
  error: unknown,
  context: { host: string; secrets?: readonly (string | undefined)[]; signal?: AbortSignal | undefined },
): ScanferryError {
  if (isScanferryError(error)) return error;
  const reason: unknown = context.signal?.aborted === true ? context.signal.reason : undefined;
  if (isScanferryError(reason)) return reason;
  if (context.signal?.aborted === true) return abortedError(reason);
  const { host } = context;
  const cause = safeCause(error, context.secrets);
  const codes = errorCodesOf(error);
  const has = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  // A connection is an open file too: the limit is this machine's, and the server has nothing to do with it.
  if (has(openFilesCode)) return fsError(Object.assign(new Error("EMFILE", { cause }), { code: "EMFILE" }));
  // undici gives a proxy's refusal as an abort, known by its message alone (7.30: "Proxy response (407) !== 200 when HTTP Tunneling").
  if (messagesOf(error).some((message) => /Proxy (response|Authentication Required)/.test(message))) {
    return new ScanferryError("net/unreachable", `The proxy refuses a connection to ${host}.`, {
      hint: "Check HTTPS_PROXY and the user name in it, or name the server in NO_PROXY.",
      cause,
    });
  }
  if (has(plainCode)) {
    return new ScanferryError("net/tls", `${host} did not answer in TLS.`, {
      hint: "Perhaps it speaks plain http:// at this port, or https:// at another one: check scheme and port of the address.",
      cause,
    });
  }
  if (has(tlsCode)) {
    return new ScanferryError("net/tls", `The certificate of ${host} could not be checked.`, {
      hint: "If your institution uses its own certificate authority, set NODE_EXTRA_CA_CERTS to its PEM file and start again.",
      cause,
    });
  }
  if (has(timeoutCode)) {
    return new ScanferryError("net/timeout", `${host} did not answer in time.`, {
      hint: "Try again later; on a slow line, allow more time or fewer transfers at once.",
      retryable: true,
      cause,
    });
  }
  if (has(unreachableCode)) {
    return new ScanferryError("net/unreachable", `${host} cannot be reached.`, {
      hint: "Check the address, the network and, behind a proxy, HTTPS_PROXY and NO_PROXY.",
      retryable: true,
      cause,
    });
  }
  if (has(resetCode)) {
    return new ScanferryError("net/reset", `The connection to ${host} was closed too early.`, {
      hint: "Run the same command again: what arrived is kept.",
      retryable: true,
      cause,
    });
  }
  if (isAbort(error)) return abortedError(error);
  // fetch refuses some ports before it connects, known by the message alone (https://fetch.spec.whatwg.org/#port-blocking).
  if (messagesOf(error).includes("bad port")) {
    return new ScanferryError("input/invalid", `Web clients do not connect to the port in ${host}.`, {
      hint: "Check the port in the server's address: this one is kept for another service than a web server.",
      cause,
    });
  }
  return new ScanferryError("net/reset", `The request to ${host} failed.`, {
    hint: "Run the same command again.",
    retryable: codes.includes("TypeError"),
    cause,
  });
}
