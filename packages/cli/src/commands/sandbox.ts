import { once } from "node:events";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { table } from "../output/table.js";

/** `scanferry sandbox`: Ctrl-C is the way to end it, and so no failure. */
export async function run(call: CallContext): Promise<number> {
  const version = call.options.text("nextcloudVersion") === "27" ? "27" : "32";
  const dialect = call.options.text("lorisDialect") === "preventad" ? "preventad" : "v28";
  const xnatVersion = call.options.text("xnatVersion") === "1.9" ? "1.9" : "1.6";
  const ports = {
    nextcloud: port(call, "nextcloudPort"),
    loris: port(call, "lorisPort"),
    xnat: port(call, "xnatPort"),
    xnatDicom: port(call, "xnatDicomPort"),
  };
  const { startSandbox } = await import("@scanferry/sandbox");
  await using sandbox = await startSandbox({
    nextcloud: { version, port: ports.nextcloud },
    loris: { dialect, port: ports.loris },
    xnat: { version: xnatVersion, port: ports.xnat, dicomPort: ports.xnatDicom },
  }).catch((error: unknown) => {
    throw listenError(error);
  });
  const nextcloud = { url: sandbox.url.nextcloud, ...sandbox.credentials.nextcloud };
  const loris = { url: sandbox.url.loris, ...sandbox.credentials.loris };
  const xnat = { url: sandbox.url.xnat, ...sandbox.credentials.xnat };
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
  const { port: dicomPort, aeTitle } = sandbox.state.xnat.dicomReceiver;
  await call.out.record(
    { type: "server", kind: "xnat", version: xnatVersion, ...xnat, dicomPort, aeTitle },
    `\n${table([
      ["xnat", xnat.url],
      ["username", xnat.username],
      ["password", xnat.password],
      ["DICOM", `127.0.0.1:${String(dicomPort)}, AE title ${aeTitle}`],
    ])}`,
  );
  // Profiles of their own: the next sandbox has another address, and a real login is not to be replaced.
  const logIn = (kind: string, url: string, username: string, password: string): string =>
    `  printf '%s' '${password}' | scanferry login ${kind} ${url} --username ${username} --password-stdin -p sandbox-${kind}`;
  call.say(
    [
      "\nIn another terminal:\n",
      logIn("nextcloud", nextcloud.url, nextcloud.username, nextcloud.appPassword),
      logIn("loris", loris.url, loris.username, loris.password),
      logIn("xnat", xnat.url, xnat.username, xnat.password),
      "  scanferry loris pull -p sandbox-loris -o study",
      "  scanferry xnat pull SANDBOX -p sandbox-xnat -o archive",
      "  scanferry xnat push FOLDER --project SANDBOX -p sandbox-xnat",
      `  scanferry xnat send FOLDER --project SANDBOX --host 127.0.0.1 --port ${String(dicomPort)} -p sandbox-xnat`,
      "\nAll data are gone when this ends. Ctrl-C ends it.",
    ].join("\n"),
  );
  if (!call.signal.aborted) await once(call.signal, "abort");
  return exit.done;
}

const portFlags = {
  nextcloudPort: "--nextcloud-port",
  lorisPort: "--loris-port",
  xnatPort: "--xnat-port",
  xnatDicomPort: "--xnat-dicom-port",
} as const;

function port(call: CallContext, name: keyof typeof portFlags): number {
  const number = call.options.count(name) ?? 0;
  if (number <= 65_535) return number;
  throw new ScanferryError("input/invalid", `The option ${portFlags[name]} needs a number from 0 to 65535.`, {
    hint: "0 takes a port that is free.",
  });
}

/** A port that others have, or that only an administrator may open, is no mistake in the program. */
function listenError(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const hint = "Take another one, or 0 for one that is free.";
  if (code === "EADDRINUSE")
    return new ScanferryError("local/busy", "The port is in use.", { hint, cause: error });
  if (code === "EACCES")
    return new ScanferryError("local/denied", "The port may not be opened.", { hint, cause: error });
  return error;
}
