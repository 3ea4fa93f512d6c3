import { startSandbox, type LorisSandboxOptions } from "@scanferry/sandbox";
import { runWithLogin, type ServerAndProgram } from "./run-with-login.js";

/** A running LORIS, and the program with a login for it. */
export type Loris = ServerAndProgram;

/** Small, so that a pull takes a moment: two candidates with two visits each. */
const smallStudy = { candidates: 2, imageBytes: 3000 };

/** Starts a LORIS with a small study; all is gone when the test has finished. */
export async function startLoris(options: LorisSandboxOptions = {}): Promise<Loris> {
  const sandbox = await startSandbox({ loris: { ...options, study: { ...smallStudy, ...options.study } } });
  const login = { url: sandbox.url.loris, ...sandbox.credentials.loris };
  return runWithLogin(sandbox, login, ["LORIS_URL", "LORIS_USERNAME", "LORIS_PASSWORD"]);
}

/** An environment without the login, to test other ways of giving it. */
export const noLorisLogin = { LORIS_URL: "", LORIS_USERNAME: "", LORIS_PASSWORD: "" };
