import { isAbort } from "@scanferry/transfer";
import type { AliasToken, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import type { Profile } from "../config/profile-store.js";
import { tokenFields } from "../config/store-login.js";
import { issueToken } from "./issue-token.js";

/** A login by the token of a profile. */
export interface TokenLogin {
  url: string;
  auth: { token: AliasToken };
  profile: string;
}

/** Whether more than half of a stored token's time is over, in a command that may change what is stored. */
export function isRenewalDue(profile: Profile, call: CallContext): boolean {
  const { tokenIssued, tokenExpires } = profile;
  if (tokenIssued === undefined || tokenExpires === undefined || call.options.flag("dryRun")) return false;
  const [issued, expires] = [Date.parse(tokenIssued), Date.parse(tokenExpires)];
  // A date that cannot be read is replaced by one that can.
  return !(call.now().getTime() <= issued + (expires - issued) / 2);
}

/**
 * Replaces a stored token. The old one is invalidated last, so that the stored one works wherever this is cut. A
 * renewal that fails is no failure of the command: the token still lives.
 */
export async function renewToken(xnat: XnatClient, login: TokenLogin, call: CallContext): Promise<void> {
  try {
    const fresh = await issueToken(xnat, call);
    if (fresh === undefined) return;
    try {
      await replaceToken(login.profile, fresh.toStore, call);
    } catch (error) {
      await xnat.invalidateToken(fresh.token).catch(() => undefined);
      throw error;
    }
    await xnat.invalidateToken(login.auth.token, { signal: call.signal });
    call.logger.log("info", "token renewed", { until: fresh.toStore.expires.toISOString() });
  } catch (error) {
    if (isAbort(error)) throw error;
    call.logger.log("info", "token not renewed", {
      reason: error instanceof Error ? error.message : "unknown",
    });
  }
}

async function replaceToken(
  name: string,
  token: Parameters<typeof tokenFields>[0],
  call: CallContext,
): Promise<void> {
  const profiles = new Map(await call.profiles.load());
  const before = profiles.get(name);
  if (before === undefined) return;
  const secret = await call.secretStore.save(name, token.text);
  const { tokenAssumed: _, ...rest } = before;
  profiles.set(name, { ...rest, secret, ...tokenFields(token) });
  await call.profiles.save(profiles);
  if (secret !== before.secret) await call.secretStore.remove(name, before.secret);
}
