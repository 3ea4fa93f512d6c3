import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import type { MergedLogin } from "../config/merge-layers.js";
import { askPassword, askUser, gatherLogin } from "../config/resolve-login.js";

/** A login for LORIS: by password, which renews itself, or by a token that was stored. */
export interface LorisLogin {
  url: string;
  username: string;
  auth: { username: string; password: string } | { token: string };
  from: MergedLogin["from"];
  /** The profile whose token has ended and is to be replaced, when the password was asked for in its place. */
  renewProfile?: string;
}

/**
 * Finds the login for LORIS in the usual order.
 *
 * @throws {@link ScanferryError} `auth/expired` when all that is known is a token that has ended · as `resolveLogin`
 */
export async function resolveLorisLogin(call: CallContext): Promise<LorisLogin> {
  const { server: url, merged } = await gatherLogin("loris", call);
  const { from, token, tokenEnded } = merged;
  if (merged.username !== undefined && token !== undefined) {
    call.secrets.add(token);
    return { url, username: merged.username, auth: { token }, from };
  }
  const ended = merged.password === undefined && tokenEnded !== undefined;
  if (ended && call.prompter === undefined) {
    throw new ScanferryError("auth/expired", `The stored login ended at ${tokenEnded.toISOString()}.`, {
      hint: `Run scanferry login loris ${url} again. Where the system has a keyring, the password is kept there and logins renew themselves.`,
    });
  }
  if (ended) call.tell("The stored login has ended.");
  const username = merged.username ?? (await askUser(url, call));
  const password = merged.password ?? (await askPassword(url, username, call, ""));
  call.secrets.add(password);
  const name = ended ? merged.tokenProfile : undefined;
  return {
    url,
    username,
    auth: { username, password },
    from,
    ...(name === undefined ? {} : { renewProfile: name }),
  };
}
