import type { RunResult } from "./run-cli.js";
import { noXnatLogin, type Xnat } from "./xnat.js";

/** Logs in with user and password of the call alone. */
export const logIn = (
  xnat: Xnat,
  more: readonly string[] = [],
  env: Record<string, string> = {},
  url = xnat.url,
): Promise<RunResult> =>
  xnat.run(["login", "xnat", url, "--username", xnat.username, "--password-stdin", ...more], {
    input: `${xnat.password}\n`,
    env: { ...noXnatLogin, ...env },
  });

/** Runs the program with what is stored, and without a login in the environment. */
export const runStored = (xnat: Xnat, ...args: string[]): Promise<RunResult> =>
  xnat.run(args, { env: noXnatLogin });

/** How often a password or a token was sent. */
export const loginsSent = (xnat: Xnat): number =>
  xnat.sandbox.log.entries.filter(({ headerNames }) =>
    headerNames.some((name) => name.toLowerCase() === "authorization"),
  ).length;
