import { NextcloudClient } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";
import { resolveLogin, type Login } from "../config/resolve-login.js";
import { networkOf, userAgent } from "../network/network-of.js";

/** Connects with a login that is already known. */
export async function connectNextcloud(
  login: Pick<Login, "url" | "username" | "password">,
  call: CallContext,
): Promise<NextcloudClient> {
  const publicUrl = call.options.text("publicUrl");
  const timeZone = call.options.text("timeZone");
  const retries = call.options.count("retries");
  return NextcloudClient.connect(
    {
      baseUrl: login.url,
      auth: { username: login.username, appPassword: login.password },
      network: networkOf(call),
      userAgent: userAgent(),
      log: (line) => {
        // Addresses hold labels: as a field, the whole line falls under --redact.
        call.logger.log("debug", "http", { path: line });
      },
      ...(publicUrl === undefined ? {} : { publicBaseUrl: publicUrl }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(retries === undefined ? {} : { retries }),
    },
    { signal: call.signal },
  );
}

/** Finds the login, connects, hands the client over, and closes it whatever happens. */
export async function withNextcloud<T>(
  call: CallContext,
  work: (cloud: NextcloudClient, login: Login) => Promise<T>,
): Promise<T> {
  const login = await resolveLogin("nextcloud", call);
  const cloud = await connectNextcloud(login, call);
  try {
    return await work(cloud, login);
  } finally {
    await cloud.close();
  }
}
