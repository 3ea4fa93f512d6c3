import { isScanferryError } from "@scanferry/transfer";
import type { XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { connectXnat } from "../connect.js";
import { resolveXnatLogin, type XnatLogin } from "../resolve-xnat-login.js";

/**
 * Hands over the XNAT that a login is known for, to look whether sessions arrive; nothing where none is known: a receiver needs no login. Nobody is asked for an
 * address, and for a password only where `--url` or `--profile` names a server.
 */
export async function withKnownXnat<T>(
  call: CallContext,
  work: (xnat: XnatClient | undefined) => Promise<T>,
): Promise<T> {
  const login = call.options.off("check") ? undefined : await knownLogin(call);
  if (login === undefined) return work(undefined);
  const xnat = await connectXnat(login, call);
  try {
    call.say(`Arrival is looked for at ${xnat.baseUrl}; --no-check leaves that out.`);
    return await work(xnat);
  } finally {
    await xnat.close();
  }
}

async function knownLogin(call: CallContext): Promise<XnatLogin | undefined> {
  const { options } = call;
  if (options.text("url") !== undefined || options.text("profile") !== undefined)
    return resolveXnatLogin(call);
  try {
    return await resolveXnatLogin({ ...call, prompter: undefined });
  } catch (error) {
    if (isScanferryError(error, "config/missing") || isScanferryError(error, "auth/required"))
      return undefined;
    throw error;
  }
}
