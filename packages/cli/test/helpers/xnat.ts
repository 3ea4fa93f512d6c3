import { startSandbox, type Sandbox, type XnatSandboxOptions } from "@scanferry/sandbox";
import { onTestFinished } from "vitest";
import { cleanEnv, runCli, temporaryFolder, type RunOptions, type RunResult } from "./run-cli.js";

/** A running XNAT, a folder to work in, and the program with a login for that server. */
export interface Xnat {
  sandbox: Sandbox;
  /** Working folder of the program, and its home. */
  folder: string;
  url: string;
  username: string;
  password: string;
  env: Record<string, string>;
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** Starts an XNAT with a small archive; all is gone when the test has finished. */
export async function startXnat(options: XnatSandboxOptions = {}): Promise<Xnat> {
  const folder = temporaryFolder();
  const sandbox = await startSandbox({ xnat: options });
  onTestFinished(() => sandbox.close());
  const url = sandbox.url.xnat;
  const { username, password } = sandbox.credentials.xnat;
  const env = { ...cleanEnv(folder), XNAT_HOST: url, XNAT_USER: username, XNAT_PASS: password };
  return {
    sandbox,
    folder,
    url,
    username,
    password,
    env,
    run: (args, run = {}) => runCli(args, { cwd: folder, ...run, env: { ...env, ...run.env } }),
  };
}

/** An environment without the login, to test other ways of giving it. */
export const noXnatLogin = { XNAT_HOST: "", XNAT_USER: "", XNAT_PASS: "" };
