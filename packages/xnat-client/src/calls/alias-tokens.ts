import type { ApiResponse } from "@scanferry/transfer";
import { ScanferryError, changedError } from "@scanferry/transfer";
import { z } from "zod";
import type { CallOptions, XnatContext } from "../context.js";
import { requestPath } from "../http/request-path.js";
import { pageError, pageIn } from "../http/web-page.js";
import { xnatError } from "../http/xnat-error.js";

/** A pair that logs in as its owner, without the owner's password. Both halves are secret. */
export interface AliasToken {
  readonly alias: string;
  readonly secret: string;
}

/** An alias token that was just made. */
export interface IssuedToken extends AliasToken {
  /** By our own clock, where the server tells when it was made. */
  readonly expires: Date;
  /** Whether the server did not tell the end (1.6), and XNAT's usual two days are assumed. */
  readonly assumed: boolean;
}

const noTokens =
  "Alias tokens are for accounts: a guest gets none, and only administrators see those of others.";
const usualLifeMs = 2 * 24 * 3_600_000;

/** Milliseconds since 1970, by the server's clock. */
const timeSchema = z.coerce.number().positive().optional().catch(undefined);

const issuedSchema = z.looseObject({
  alias: z.string().min(1),
  // A number in old releases, written as a text by 1.6.4.
  secret: z.union([z.string().min(1), z.number()]).transform(String),
  estimatedExpirationTime: timeSchema,
  created: timeSchema,
});
const validSchema = z.looseObject({ valid: z.string().min(1) });

/** Makes an alias token for the account that is logged in. A guest gets none: `auth/forbidden`. */
export async function issueToken(ctx: XnatContext, options: CallOptions = {}): Promise<IssuedToken> {
  const issuedMs = ctx.now();
  const answer = await ask(ctx, ["issue"], options);
  const parsed = issuedSchema.safeParse(jsonOf(answer));
  if (!parsed.success) {
    throw new ScanferryError("remote/refused", "XNAT's answer holds no alias token.", {
      hint: "The server may not offer them. Log in with the user name and the password.",
      details: { status: answer.status },
    });
  }
  const { alias, secret, created, estimatedExpirationTime } = parsed.data;
  // How long it lives does not depend on whose clock is right; when it ends does.
  const livesMs = (estimatedExpirationTime ?? 0) - (created ?? Infinity);
  const endsMs = livesMs > 0 ? issuedMs + livesMs : estimatedExpirationTime;
  ctx.hide(secret);
  return {
    alias,
    secret,
    expires: new Date(endsMs ?? issuedMs + usualLifeMs),
    assumed: endsMs === undefined,
  };
}

/** The user as whom a token logs in; undefined for one that the server no longer takes. */
export async function validateToken(
  ctx: XnatContext,
  { alias, secret }: AliasToken,
  options: CallOptions = {},
): Promise<string | undefined> {
  ctx.hide(secret);
  const answer = await ask(ctx, ["validate", alias, secret], options, [404]);
  const parsed = validSchema.safeParse(jsonOf(answer));
  return parsed.success ? parsed.data.valid : undefined;
}

/** Ends a token; one that has ended already is no error. */
export async function invalidateToken(
  ctx: XnatContext,
  { alias, secret }: AliasToken,
  options: CallOptions = {},
): Promise<void> {
  ctx.hide(secret);
  await ask(ctx, ["invalidate", alias, secret], options, [404]);
}

/** All of these are GETs, with the secret in the path (wire/xnat.md, 1); errors name the first word of it alone. */
async function ask(
  ctx: XnatContext,
  words: readonly string[],
  { signal }: CallOptions,
  taken: readonly number[] = [],
): Promise<ApiResponse> {
  const answer = await ctx.http.api("GET", requestPath("data", "services", "tokens", ...words), {
    retries: 1,
    ...(signal === undefined ? {} : { signal }),
  });
  const path = `/data/services/tokens/${words[0] ?? ""}`;
  if (answer.status !== 200 && !taken.includes(answer.status)) {
    const error = xnatError(ctx, answer, "", { path });
    throw answer.status === 403 ? changedError(error, { hint: noTokens }) : error;
  }
  const page = answer.status === 200 ? pageIn(answer.text) : undefined;
  if (page !== undefined) throw pageError(page, answer.status);
  return answer;
}

function jsonOf({ text }: ApiResponse): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
