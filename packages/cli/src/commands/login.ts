import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { checkServerUrl } from "../config/check-server-url.js";
import { confirmReplacement } from "../config/confirm-replacement.js";
import { environmentLayers } from "../config/login-layers.js";
import { warnOfPlainHttp } from "../config/plain-http.js";
import { serverRoot } from "../config/server-root.js";
import { isServiceKind, type ServiceKind } from "../config/service-kind.js";
import type { LoginToStore } from "../config/store-login.js";
import { exit } from "../errors/exit-code.js";
import { storeInPlace } from "../login/store-in-place.js";

type LogIn = (call: CallContext, url: string) => Promise<LoginToStore>;

/** How to log in to each kind of server; loaded when it is needed. */
const ways: Readonly<Record<ServiceKind, () => Promise<LogIn>>> = {
  xnat: async () => (await import("../login/log-in-xnat.js")).logInXnat,
  nextcloud: async () => (await import("../login/log-in-nextcloud.js")).logInNextcloud,
  loris: async () => (await import("../login/log-in-loris.js")).logInLoris,
};

/** How each kind is called, and what its host is often called. */
const examples: Readonly<Record<ServiceKind, { title: string; host: string }>> = {
  xnat: { title: "XNAT", host: "xnat" },
  loris: { title: "LORIS", host: "loris" },
  nextcloud: { title: "Nextcloud", host: "cloud" },
};

/** `scanferry login KIND [URL]` */
export async function run(call: CallContext): Promise<number> {
  const [text = "", address] = call.args;
  if (!isServiceKind(text)) throw new ScanferryError("input/invalid", "That is no kind of server.");
  const kind = text;
  const url = await serverUrl(call, kind, address);
  const name = call.options.text("profile") ?? kind;
  await confirmReplacement(call, name, { kind, url });
  if (call.options.flag("dryRun")) {
    call.say(`Would log in to ${url} and store the login as profile ${name}.`);
    await call.out.record({ type: "login", kind, id: name, url, status: "planned" }, undefined);
    return exit.done;
  }
  warnOfPlainHttp(call, url);
  const accepted = await (await ways[kind]())(call, url);
  // Stored only when the server has taken it.
  const { tokenExpires } = await storeInPlace(call, name, accepted);
  await call.out.record(
    {
      type: "login",
      kind,
      id: name,
      url: accepted.url,
      username: accepted.username,
      status: "done",
      ...(tokenExpires === undefined ? {} : { tokenExpires }),
    },
    undefined,
  );
  call.say(`Logged in to ${accepted.url} as ${accepted.username}.`);
  return exit.done;
}

async function serverUrl(call: CallContext, kind: ServiceKind, address: string | undefined): Promise<string> {
  const { title, host } = examples[kind];
  const known =
    address ??
    call.options.text("url") ??
    environmentLayers(kind, call.env).find(({ url }) => url !== undefined)?.url;
  const text = known ?? (await call.prompter?.ask(`Address of the ${title}`));
  if (text === undefined) {
    throw new ScanferryError("config/missing", "The server's address is missing.", {
      hint: `For example: scanferry login ${kind} https://${host}.example.org`,
    });
  }
  const url = checkServerUrl(text);
  // Whoever copies the address of an XNAT from the browser has its page for logging in behind it.
  return kind === "xnat" ? serverRoot(url) : url;
}
