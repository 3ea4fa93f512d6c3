import { isScanferryError } from "@scanferry/transfer";
import type { AliasToken, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import type { TokenToStore } from "../config/store-login.js";
import { tokenText } from "./xnat-auth.js";

/** A token as the server gave it, and as it is stored. */
export interface IssuedToken {
  token: AliasToken;
  toStore: TokenToStore;
}

/** Asks for a token of the logged-in user; gives nothing where the server gives none. */
export async function issueToken(xnat: XnatClient, call: CallContext): Promise<IssuedToken | undefined> {
  const issued = call.now();
  try {
    const { alias, secret, expires, assumed } = await xnat.issueToken({ signal: call.signal });
    call.secrets.add(alias).add(secret);
    const token = { alias, secret };
    return { token, toStore: { text: tokenText(token), issued, expires, assumed } };
  } catch (error) {
    if (
      isScanferryError(error, "auth/forbidden") ||
      isScanferryError(error, "remote/not-found") ||
      isScanferryError(error, "remote/refused")
    )
      return undefined;
    throw error;
  }
}
