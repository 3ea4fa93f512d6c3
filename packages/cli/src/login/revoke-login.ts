import { isScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import type { Profile } from "../config/profile-store.js";

/** What of a stored login the server can end, in the words of messages. */
export function revocable({ kind, appPassword, secret, tokenExpires }: Profile): string | undefined {
  if (appPassword === true) return "app password";
  return kind === "xnat" && secret !== "none" && tokenExpires !== undefined ? "token" : undefined;
}

/**
 * Ends a stored login at its server.
 *
 * @returns false where nothing is stored that could be ended
 */
export async function revokeLogin(call: CallContext, name: string, profile: Profile): Promise<boolean> {
  const secret = await call.secretStore.load(name, profile.secret);
  return secret !== undefined && revokeSecret(call, profile, secret);
}

/** The same for one whose secret has been read before. */
export async function revokeSecret(call: CallContext, profile: Profile, secret: string): Promise<true> {
  try {
    await (profile.kind === "xnat" ? invalidateToken : revokeAppPassword)(call, profile, secret);
    return true;
  } catch (error) {
    // The server takes it no longer: it was revoked there, or its time is over.
    if (isScanferryError(error, "auth/rejected") || isScanferryError(error, "auth/expired")) return true;
    throw error;
  }
}

async function revokeAppPassword(call: CallContext, profile: Profile, password: string): Promise<void> {
  const { connectNextcloud } = await import("../nextcloud/connect.js");
  call.secrets.add(password);
  const cloud = await connectNextcloud({ url: profile.url, username: profile.username, password }, call);
  try {
    await cloud.revokeAppPassword({ signal: call.signal });
  } finally {
    await cloud.close();
  }
}

async function invalidateToken(call: CallContext, { url }: Profile, text: string): Promise<void> {
  const [{ openXnat }, { xnatAuth }] = await Promise.all([
    import("../xnat/open-xnat.js"),
    import("../xnat/xnat-auth.js"),
  ]);
  const auth = xnatAuth(call, { token: text });
  if (!("token" in auth)) return;
  const xnat = await openXnat({ url, auth }, call);
  try {
    await xnat.invalidateToken(auth.token, { signal: call.signal });
  } finally {
    await xnat.close();
  }
}
