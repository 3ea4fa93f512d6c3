import { startSandbox, type XnatSandboxOptions } from "@scanferry/sandbox";
import { runWithLogin, type ServerAndProgram } from "./run-with-login.js";

/** A running XNAT, and the program with a login for it. */
export type Xnat = ServerAndProgram;

/** Starts an XNAT with a small archive; all is gone when the test has finished. */
export async function startXnat(options: XnatSandboxOptions = {}): Promise<Xnat> {
  const sandbox = await startSandbox({ xnat: options });
  const login = { url: sandbox.url.xnat, ...sandbox.credentials.xnat };
  return runWithLogin(sandbox, login, ["XNAT_HOST", "XNAT_USER", "XNAT_PASS"]);
}

/** An environment without the login, to test other ways of giving it. */
export const noXnatLogin = { XNAT_HOST: "", XNAT_USER: "", XNAT_PASS: "" };
