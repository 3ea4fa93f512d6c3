import { once } from "node:events";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";

/** `scanferry sandbox`: Ctrl-C is the way to end it, and so no failure. */
export async function run(call: CallContext): Promise<number> {
  const version = call.options.text("nextcloudVersion") === "27" ? "27" : "32";
  const port = call.options.count("nextcloudPort") ?? 0;
  const { startSandbox } = await import("@scanferry/sandbox");
  await using sandbox = await startSandbox({ nextcloud: { version, port } });
  const url = sandbox.url.nextcloud;
  const { username, password, appPassword } = sandbox.credentials.nextcloud;
  await call.out.record(
    { type: "server", kind: "nextcloud", url, username, password, appPassword },
    [
      `nextcloud     ${url}`,
      `username      ${username}`,
      `password      ${password}`,
      `app password  ${appPassword}`,
    ].join("\n"),
  );
  call.say(
    `\nIn another terminal:\n\n  printf '%s' '${appPassword}' | scanferry login nextcloud ${url} --username ${username} --password-stdin\n\nAll data are gone when this ends. Ctrl-C ends it.`,
  );
  if (!call.signal.aborted) await once(call.signal, "abort");
  return exit.done;
}
