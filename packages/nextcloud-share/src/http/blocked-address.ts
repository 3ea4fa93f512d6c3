import { ScanferryError } from "@scanferry/transfer";

/**
 * Tells the block of a network address after too many wrong passwords from other refusals: DAV names an exception
 * (`TooManyRequests` with 429, `MaxDelayReached` with 500), OCS says "Reached maximum delay" (27.0.2 and 32.0.1). The 429
 * of the limit for new links has no text.
 */
export function isBlocked(text: string): boolean {
  return /<s:exception>[^<]*(?:TooManyRequests|MaxDelayReached)|reached maximum delay/i.test(
    text.slice(0, 8192),
  );
}

/** For `retryOn`: each request during a block is one more against it, so none is repeated. */
export function unlessBlocked(answer: { readonly text: string }): boolean {
  return !isBlocked(answer.text);
}

/** The error for a blocked address; `details.blocked` marks it for those who have to stop a whole job. */
export function blockedAddress(
  details: Readonly<Record<string, string | number>> = {},
  subject?: string,
): ScanferryError {
  return new ScanferryError(
    "remote/busy",
    "Nextcloud has blocked this network address after too many wrong passwords.",
    {
      hint: "Wait 30 minutes, and check who else on this network uses a wrong password. Do not try again before.",
      details: { ...details, blocked: true },
      ...(subject === undefined ? {} : { subject }),
    },
  );
}
