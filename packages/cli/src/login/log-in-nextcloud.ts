import { loginFlowV2 } from "@scanferry/nextcloud-share";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { checkServerUrl } from "../config/check-server-url.js";
import type { LoginToStore } from "../config/store-login.js";
import { networkOf, userAgent } from "../network/network-of.js";
import { connectNextcloud } from "../nextcloud/connect.js";

/** Logs in to a Nextcloud: in the browser, unless a user or a password is given. */
export async function logInNextcloud(call: CallContext, url: string): Promise<LoginToStore> {
  const username = call.options.text("username") ?? call.options.text("user");
  return username === undefined && !call.options.flag("passwordStdin")
    ? byBrowser(call, url)
    : byPassword(call, url, username);
}

/** Login flow v2: the account's own password is typed in the browser only. Nothing is opened by force. */
async function byBrowser(call: CallContext, url: string): Promise<LoginToStore> {
  let shown: Promise<void> | undefined;
  const grant = await loginFlowV2({
    baseUrl: url,
    userAgent: userAgent(),
    network: networkOf(call),
    signal: call.signal,
    onLoginUrl: (login) => {
      shown = call.out.record({ type: "login", status: "waiting", loginUrl: login }, undefined);
      // Even under -q: without the address nobody can grant the access.
      call.tell(
        `Open this address in a browser, log in and grant the access:\n\n  ${login}\n\nWaiting for the grant (up to 20 minutes; Ctrl-C stops) …`,
      );
    },
  });
  await shown;
  call.secrets.add(grant.appPassword);
  return {
    kind: "nextcloud",
    url: checkServerUrl(grant.server),
    username: grant.username,
    password: grant.appPassword,
    // Made by this program, so `logout` may revoke it.
    appPassword: true,
  };
}

async function byPassword(
  call: CallContext,
  url: string,
  username: string | undefined,
): Promise<LoginToStore> {
  const user = username ?? (await call.prompter?.ask("User name"));
  if (user === undefined || user === "") {
    throw new ScanferryError("auth/required", "The user name is missing.", { hint: "Add --username NAME." });
  }
  const password = call.options.flag("passwordStdin")
    ? await call.passwordStdin()
    : await call.prompter?.secret(`App password of ${user}`);
  if (password === undefined || password === "") {
    throw new ScanferryError("auth/required", "The password is missing.", {
      hint: "Add --password-stdin, or leave --username out to log in by the browser.",
    });
  }
  call.secrets.add(password);
  // Stored only when the server takes it.
  const cloud = await connectNextcloud({ url, username: user, password }, call);
  const accepted = { kind: "nextcloud" as const, url, username: cloud.userId, password, appPassword: false };
  await cloud.close();
  return accepted;
}
