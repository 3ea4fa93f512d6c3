import { loginFlowV2 } from "@scanferry/nextcloud-share";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { checkServerUrl } from "../config/check-server-url.js";
import { environmentLayers } from "../config/login-layers.js";
import { storeLogin } from "../config/store-login.js";
import { connectNextcloud, networkOf, userAgent } from "../nextcloud/connect.js";
import { exit } from "../errors/exit-code.js";

/** A login that the server has accepted. */
interface Accepted {
  url: string;
  username: string;
  password: string;
  /** Made by this program, so `logout` may revoke it. */
  appPassword: boolean;
}

/** `scanferry login KIND [URL]` */
export async function run(call: CallContext): Promise<number> {
  const [kind = "", address] = call.args;
  if (kind !== "nextcloud") {
    throw new ScanferryError("input/invalid", `Logins for ${kind} are not in this version.`, {
      hint: "This version logs in to Nextcloud: scanferry login nextcloud URL",
    });
  }
  const url = await serverUrl(call, address);
  const name = call.options.text("profile") ?? kind;
  if (call.options.flag("dryRun")) {
    call.say(`Would log in to ${url} and store the login as profile ${name}.`);
    await call.out.record({ type: "login", kind, id: name, url, status: "planned" }, undefined);
    return exit.done;
  }
  const username = call.options.text("username") ?? call.options.text("user");
  const accepted =
    username === undefined && !call.options.flag("passwordStdin")
      ? await byBrowser(call, url)
      : await byPassword(call, url, username);
  await storeLogin(call, name, { kind, ...accepted });
  await call.out.record(
    { type: "login", kind, id: name, url: accepted.url, username: accepted.username, status: "done" },
    undefined,
  );
  call.say(`Logged in to ${accepted.url} as ${accepted.username}.`);
  return exit.done;
}

async function serverUrl(call: CallContext, address: string | undefined): Promise<string> {
  const known =
    address ??
    call.options.text("url") ??
    environmentLayers("nextcloud", call.env).find(({ url }) => url !== undefined)?.url;
  const text = known ?? (await call.prompter?.ask("Address of the Nextcloud"));
  if (text === undefined) {
    throw new ScanferryError("config/missing", "The server's address is missing.", {
      hint: "scanferry login nextcloud https://cloud.example.org",
    });
  }
  return checkServerUrl(text);
}

/** Login flow v2: the account's own password is typed in the browser only. Nothing is opened by force. */
async function byBrowser(call: CallContext, url: string): Promise<Accepted> {
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
    url: checkServerUrl(grant.server),
    username: grant.username,
    password: grant.appPassword,
    appPassword: true,
  };
}

async function byPassword(call: CallContext, url: string, username: string | undefined): Promise<Accepted> {
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
  const accepted = { url, username: cloud.userId, password, appPassword: false };
  await cloud.close();
  return accepted;
}
