import type { ErrorCode } from "@scanferry/transfer";

/** The exit codes that do not belong to one error code. */
export const exit = {
  done: 0,
  failed: 1,
  usage: 2,
  mixed: 3,
  missing: 5,
  empty: 9,
  aborted: 130,
} as const;

/** The exit code of every error code. It is a contract: scripts branch on it (`scanferry help exit-codes`). */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  "input/invalid": 2,
  "config/missing": 2,
  "config/unsafe-permissions": 2,
  "auth/required": 4,
  "auth/rejected": 4,
  "auth/expired": 4,
  "auth/forbidden": 4,
  "remote/not-found": 5,
  "local/not-found": 5,
  "remote/ambiguous": 5,
  "net/unreachable": 6,
  "net/tls": 6,
  "net/timeout": 6,
  "net/reset": 6,
  "remote/busy": 6,
  "remote/failed": 6,
  "remote/exists": 7,
  "remote/refused": 7,
  "remote/quota": 7,
  "remote/conflict": 7,
  "data/size-mismatch": 8,
  "data/checksum-mismatch": 8,
  "data/corrupt": 8,
  "data/unsafe-path": 8,
  "local/no-space": 1,
  "local/denied": 1,
  "local/busy": 1,
  aborted: 130,
  internal: 1,
};

/** Gives the exit code for an error code; a code of a newer library than this program counts as "anything else". */
export function exitCodeFor(code: string): number {
  return code in exitCodes ? exitCodes[code as ErrorCode] : exit.failed;
}

/** Gives the exit code of a run from the codes of its failed items: the shared class, or 3 when the causes differ. */
export function exitCodeForFailures(codes: readonly string[]): number {
  const classes = new Set(codes.map(exitCodeFor));
  if (classes.size === 0) return exit.done;
  const [only] = classes;
  return classes.size === 1 && only !== undefined ? only : exit.mixed;
}
