import type { Sandbox } from "@scanferry/sandbox";
import { onTestFinished } from "vitest";
import { cleanEnv, runCli, temporaryFolder, type RunOptions, type RunResult } from "./run-cli.js";

/** A running server, a folder to work in, and the program with a login for that server. */
export interface ServerAndProgram {
  sandbox: Sandbox;
  /** Working folder of the program, and its home. */
  folder: string;
  url: string;
  username: string;
  password: string;
  env: Record<string, string>;
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** Puts the program beside a server that has started; all is gone when the test has finished. @param names The environment's names of address, user and password. */
export function runWithLogin(
  sandbox: Sandbox,
  login: { url: string; username: string; password: string },
  names: readonly [url: string, username: string, password: string],
): ServerAndProgram {
  const folder = temporaryFolder();
  onTestFinished(() => sandbox.close());
  const { url, username, password } = login;
  const env = { ...cleanEnv(folder), [names[0]]: url, [names[1]]: username, [names[2]]: password };
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
