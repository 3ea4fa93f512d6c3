import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";

/** Runs a program and gives what it printed, as bytes read one to one: transcripts hold binary bodies. */
export function run(
  program: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly stdin?: string;
  } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.setEncoding("latin1").on("data", (text: string) => (output += text));
    child.stderr.resume();
    child.stdin.on("error", () => undefined);
    if (options.stdin === undefined) child.stdin.end();
    else createReadStream(options.stdin).pipe(child.stdin);
    child.on("error", reject);
    child.on("close", () => {
      resolve(output);
    });
  });
}
