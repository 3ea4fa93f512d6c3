import { z } from "zod";
import type { NextcloudContext } from "../client/context.js";
import { ocsRequest } from "../http/ocs-request.js";
import type { CallOptions } from "../webdav/stat.js";

/** What the server's password policy says about a password. */
export interface PasswordVerdict {
  readonly passed: boolean;
  /** The server's own sentences, where it refuses. */
  readonly reason: string | undefined;
}

const verdictSchema = z.looseObject({ passed: z.boolean(), reason: z.string().nullish() });

/**
 * Asks the server's policy about a link password; `undefined` when it has no policy app. The password travels in the
 * request body. Never pass the password of an archive: the server that stores an archive must not know it.
 */
export async function validatePassword(
  ctx: NextcloudContext,
  password: string,
  options: CallOptions = {},
): Promise<PasswordVerdict | undefined> {
  if (ctx.capabilities.password_policy === undefined) return undefined;
  const verdict = await ocsRequest(ctx, "POST", "apps/password_policy/api/v1/validate", {
    schema: verdictSchema,
    what: "the password policy",
    form: { password },
    // Asking changes nothing, so it may be repeated.
    retries: ctx.retries,
    signal: options.signal,
  });
  return { passed: verdict.passed, reason: verdict.reason ?? undefined };
}
