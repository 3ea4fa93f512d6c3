import { LorisClient } from "@scanferry/loris-client";
import type { CallContext } from "../call-context.js";
import { storeLogin, type LoginToStore } from "../config/store-login.js";
import { networkOf, userAgent } from "../network/network-of.js";
import { resolveLorisLogin, type LorisLogin } from "./resolve-loris-login.js";

/** Connects with a login that is already known. */
export async function connectLoris(
  login: Pick<LorisLogin, "url" | "auth">,
  call: CallContext,
): Promise<LorisClient> {
  const apiVersion = call.options.text("apiVersion");
  const retries = call.options.count("retries");
  const loris = await LorisClient.connect(
    {
      baseUrl: login.url,
      auth: login.auth,
      network: networkOf(call),
      userAgent: userAgent(),
      log: (line, request) => {
        // Paths hold candidates and visits: as a field of that name, they fall under --redact.
        call.logger.log("debug", "http", { request: line, path: request?.path });
      },
      ...(apiVersion === undefined ? {} : { apiVersion }),
      ...(retries === undefined ? {} : { retries }),
    },
    { signal: call.signal },
  );
  // Known before anything can print it: a token opens the whole study for a day.
  call.secrets.add(loris.token);
  return loris;
}

/** Finds the login, connects, hands the client over, and closes it whatever happens. */
export async function withLoris<T>(
  call: CallContext,
  work: (loris: LorisClient, login: LorisLogin) => Promise<T>,
): Promise<T> {
  const login = await resolveLorisLogin(call);
  const loris = await connectLoris(login, call);
  try {
    const { url, username, auth, renewProfile } = login;
    if (renewProfile !== undefined && "password" in auth) {
      await storeLogin(call, renewProfile, loginToStore({ url, username, password: auth.password }, loris));
    }
    return await work(loris, login);
  } finally {
    await loris.close();
  }
}

/** What a password login for LORIS consists of. */
interface PasswordLogin {
  url: string;
  username: string;
  password: string;
}

/** Tries a login and makes what is stored of it: the password for a keyring, the token for a file. */
export async function acceptLorisLogin(
  call: CallContext,
  { url, username, password }: PasswordLogin,
): Promise<LoginToStore> {
  const loris = await connectLoris({ url, auth: { username, password } }, call);
  try {
    return loginToStore({ url, username, password }, loris);
  } finally {
    await loris.close();
  }
}

function loginToStore(login: PasswordLogin, loris: LorisClient): LoginToStore {
  return { kind: "loris", ...login, token: { text: loris.token, expires: loris.tokenExpires } };
}
