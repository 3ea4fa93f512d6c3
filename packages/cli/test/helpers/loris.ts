import { startSandbox, type LorisSandboxOptions, type Sandbox } from "@scanferry/sandbox";
import { onTestFinished } from "vitest";
import { cleanEnv, runCli, temporaryFolder, type RunOptions, type RunResult } from "./run-cli.js";

/** A running LORIS, a folder to work in, and the program with a login for that server. */
export interface Loris {
  sandbox: Sandbox;
  /** Working folder of the program, and its home. */
  folder: string;
  url: string;
  username: string;
  password: string;
  env: Record<string, string>;
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** Small, so that a pull takes a moment: two candidates with two visits each. */
const smallStudy = { candidates: 2, imageBytes: 3000 };

/** Starts a LORIS with a small study; all is gone when the test has finished. */
export async function startLoris(options: LorisSandboxOptions = {}): Promise<Loris> {
  const folder = temporaryFolder();
  const sandbox = await startSandbox({ loris: { ...options, study: { ...smallStudy, ...options.study } } });
  onTestFinished(() => sandbox.close());
  const url = sandbox.url.loris;
  const { username, password } = sandbox.credentials.loris;
  const env = {
    ...cleanEnv(folder),
    LORIS_URL: url,
    LORIS_USERNAME: username,
    LORIS_PASSWORD: password,
  };
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
export const noLorisLogin = { LORIS_URL: "", LORIS_USERNAME: "", LORIS_PASSWORD: "" };
