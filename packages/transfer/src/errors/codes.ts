/**
 * Every error code that a Scanferry library can give. Codes are stable: scripts may branch on them.
 * The part before the slash says whose turn it is (`input`: the caller's, `remote`: the server's …).
 */
export const errorCodes = [
  "input/invalid",
  "config/missing",
  "config/unsafe-permissions",
  "auth/required",
  "auth/rejected",
  "auth/expired",
  "auth/forbidden",
  "remote/not-found",
  "local/not-found",
  "remote/ambiguous",
  "net/unreachable",
  "net/tls",
  "net/timeout",
  "net/reset",
  "remote/busy",
  "remote/failed",
  "remote/exists",
  "remote/refused",
  "remote/quota",
  "remote/conflict",
  "data/size-mismatch",
  "data/checksum-mismatch",
  "data/corrupt",
  "data/unsafe-path",
  "local/no-space",
  "local/denied",
  "local/busy",
  "aborted",
  "internal",
] as const;

/** One of the stable error codes. */
export type ErrorCode = (typeof errorCodes)[number];
