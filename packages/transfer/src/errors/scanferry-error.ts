import type { ErrorCode } from "./codes.js";

/** Marks our errors across copies of this module: an ESM and a CommonJS copy may meet in one process. */
const brand = Symbol.for("scanferry.error");

/** What a {@link ScanferryError} is made from. */
export interface ScanferryErrorInit {
  /** What to do next, in a sentence for the person at the keyboard. */
  hint?: string;
  /** Whether the same call may succeed when it is made again. @default false */
  retryable?: boolean;
  /** How long the server asked to wait before the next try, in milliseconds. */
  retryAfterMs?: number;
  /** The error underneath. It is kept for debuggers and is never printed by `toJSON()`. */
  cause?: unknown;
  /** Facts for programs (status, sizes, limits). No secret and no participant label belongs here. */
  details?: Readonly<Record<string, string | number | boolean>>;
  /**
   * The participant, file or path that failed. It may be a name or a record number, so `toJSON()` leaves it
   * out unless asked, and `message` must not repeat it.
   */
  subject?: string;
}

/** The form in which an error is printed or sent: no stack, no cause, no label unless asked for. */
export interface ScanferryErrorJson {
  code: ErrorCode;
  message: string;
  hint?: string;
  retryable: boolean;
  details?: Readonly<Record<string, string | number | boolean>>;
  subject?: string;
}

/**
 * The one error class of all Scanferry libraries: a stable `code`, one sentence, and what to do next.
 *
 * @example
 * ```ts
 * throw new ScanferryError("remote/quota", "The account has 20 MB left; this upload needs 25 MB.", {
 *   hint: "Empty the trash bin or ask for more space.",
 *   details: { availableBytes: 20_000_000, neededBytes: 25_000_000 },
 * });
 * ```
 */
export class ScanferryError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly subject: string | undefined;

  constructor(code: ErrorCode, message: string, init: ScanferryErrorInit = {}) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = "ScanferryError";
    this.code = code;
    this.hint = init.hint;
    this.retryable = init.retryable ?? false;
    this.retryAfterMs = init.retryAfterMs;
    this.details = init.details;
    this.subject = init.subject;
    Object.defineProperty(this, brand, { value: true });
  }

  /** Gives the printable form; `withSubject` adds the label of the thing that failed. */
  toJSON(options: { withSubject?: boolean } = {}): ScanferryErrorJson {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      retryable: this.retryable,
      ...(this.details === undefined ? {} : { details: this.details }),
      ...(options.withSubject === true && this.subject !== undefined ? { subject: this.subject } : {}),
    };
  }
}

/**
 * Tells whether a caught value is a Scanferry error, and, when a code is given, whether it has that code.
 * It looks at a brand and not at the class, so it also knows errors from another copy of the library.
 *
 * @example
 * ```ts
 * if (isScanferryError(error, "auth/rejected")) console.error(error.hint);
 * ```
 */
export function isScanferryError(value: unknown, code?: ErrorCode): value is ScanferryError {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as Record<symbol, unknown>)[brand] === true &&
    (code === undefined || (value as ScanferryError).code === code)
  );
}
