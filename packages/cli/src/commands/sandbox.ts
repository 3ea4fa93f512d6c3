import { once } from "node:events";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { table } from "../output/table.js";

/** `scanferry sandbox`: Ctrl-C is the way to end it, and so no failure. */
export async function run(call: CallContext): Promise<number> {
  const version = call.options.text("nextcloudVersion") === "27" ? "27" : "32";
  const dialect = call.options.text("lorisDialect") === "preventad" ? "preventad" : "v28";
  const { startSandbox } = await import("@scanferry/sandbox");
  await using sandbox = await startSandbox({
    nextcloud: { version, port: call.options.count("nextcloudPort") ?? 0 },
    loris: { dialect, port: call.options.count("lorisPort") ?? 0 },
  });
  const nextcloud = { url: sandbox.url.nextcloud, ...sandbox.credentials.nextcloud };
  const loris = { url: sandbox.url.loris, ...sandbox.credentials.loris };
  await call.out.record(
    { type: "server", kind: "nextcloud", ...nextcloud },
    table([
      ["nextcloud", nextcloud.url],
      ["username", nextcloud.username],
      ["password", nextcloud.password],
      ["app password", nextcloud.appPassword],
    ]),
  );
  await call.out.record(
    { type: "server", kind: "loris", dialect, ...loris },
    `\n${table([
      ["loris", loris.url],
      ["username", loris.username],
      ["password", loris.password],
    ])}`,
  );
  const logIn = (kind: string, url: string, username: string, password: string): string =>
    `  printf '%s' '${password}' | scanferry login ${kind} ${url} --username ${username} --password-stdin`;
  call.say(
    [
      "\nIn another terminal:\n",
      logIn("nextcloud", nextcloud.url, nextcloud.username, nextcloud.appPassword),
      logIn("loris", loris.url, loris.username, loris.password),
      "  scanferry loris pull -o study",
      "\nAll data are gone when this ends. Ctrl-C ends it.",
    ].join("\n"),
  );
  if (!call.signal.aborted) await once(call.signal, "abort");
  return exit.done;
}
