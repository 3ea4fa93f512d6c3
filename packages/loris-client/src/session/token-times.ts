import { z } from "zod";

/** When a token was made and when it ends, in milliseconds since 1970, by the server's clock. */
interface TokenTimes {
  readonly issuedMs?: number;
  readonly endsMs?: number;
}

const claimsSchema = z.looseObject({ iat: z.number().optional(), exp: z.number().optional() });

/**
 * Reads `iat` and `exp` out of a JSON Web Token without checking its signature: LORIS answers an expired token and a wrong one
 * with the same body, so the end must be known beforehand. Anything that is no such token gives nothing.
 */
function tokenTimes(token: string): TokenTimes {
  const [, middle, signature] = token.split(".");
  if (middle === undefined || signature === undefined) return {};
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(middle, "base64url").toString("utf8"));
  } catch {
    return {};
  }
  const claims = claimsSchema.safeParse(json);
  if (!claims.success) return {};
  const { iat, exp } = claims.data;
  return {
    ...(iat === undefined ? {} : { issuedMs: iat * 1000 }),
    ...(exp === undefined ? {} : { endsMs: exp * 1000 }),
  };
}

const dayMs = 86_400_000;
const marginMs = 5 * 60_000;

/**
 * When a token ends by our own clock. One that was just handed out ends its lifetime from now, so that a clock that is wrong on
 * either side does no harm; one from elsewhere ends when it says. LORIS 20 to 28 make tokens of 24 hours.
 */
export function endByOwnClock(token: string, now: number, fresh: boolean): number {
  const { issuedMs, endsMs } = tokenTimes(token);
  if (endsMs === undefined) return now + dayMs;
  return fresh && issuedMs !== undefined && endsMs > issuedMs ? now + (endsMs - issuedMs) : endsMs;
}

/** How long before its end a token is renewed: five minutes, or a tenth of a short life. */
export function renewalMargin(lifetimeMs: number): number {
  return Math.min(marginMs, Math.max(0, lifetimeMs) / 10);
}
