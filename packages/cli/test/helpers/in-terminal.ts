import { spawn, spawnSync } from "node:child_process";
import { expect } from "vitest";
import { cleanEnv, cliPath } from "./run-cli.js";

/** util-linux's script gives the program a terminal; the one of macOS takes other arguments. */
const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
const peersRequired = process.env["SCANFERRY_REQUIRE_PEERS"] === "1";

/** Whether tests in a terminal are skipped, and what their title says then. */
export const terminalMissing = {
  skip: !hasScript && !peersRequired,
  reason: hasScript ? "" : " (skipped: no `script` of util-linux here)",
};

/** One question and what to type when it stands at the end of what was printed. */
export type Answer = readonly [question: RegExp, answer: string];

/** Runs the program in a terminal and answers its questions, each once and in order. */
export async function inTerminal(
  args: readonly string[],
  answers: readonly Answer[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<{ code: number | null; screen: string }> {
  const quoted = [process.execPath, cliPath, ...args]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(" ");
  const child = spawn("script", ["-qec", quoted, "/dev/null"], {
    cwd: options.cwd,
    env: { ...cleanEnv(options.cwd), TERM: "xterm", SHELL: "/bin/sh", ...options.env },
  });
  let screen = "";
  let seen = 0;
  let next = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    const answer = answers[next];
    if (answer === undefined || !answer[0].test(screen.slice(seen))) return;
    next += 1;
    seen = screen.length;
    child.stdin.write(`${answer[1]}\r`);
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  expect(next).toBe(answers.length);
  return { code, screen };
}
