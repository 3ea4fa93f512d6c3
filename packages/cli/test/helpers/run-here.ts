import { createProgram } from "../../src/program.js";
import { readRecords, type RunResult } from "./run-cli.js";

/**
 * Runs the program within the test's own process: for what many calls show, because a process costs more than what it does. It sees the
 * environment that is handed in and no terminal; files are to be named by whole paths.
 */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Omit<RunResult, "signal">> {
  const { env: before, exitCode } = process;
  const out = catching(process.stdout);
  const err = catching(process.stderr);
  process.env = { ...env };
  try {
    await createProgram().parseAsync(["node", "scanferry", ...args]);
    const code = typeof process.exitCode === "number" ? process.exitCode : null;
    return { code, stdout: out.text(), stderr: err.text(), records: readRecords(out.text()) };
  } finally {
    process.env = before;
    process.exitCode = exitCode;
    out.restore();
    err.restore();
  }
}

/** Keeps what is written to a stream; the program's listeners go when it has ended. */
function catching(stream: NodeJS.WriteStream): { text: () => string; restore: () => void } {
  const write = stream.write.bind(stream);
  const listeners = new Set(stream.rawListeners("error"));
  let text = "";
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    const done = rest.at(-1);
    if (typeof done === "function") (done as () => void)();
    return true;
  };
  return {
    text: () => text,
    restore: () => {
      stream.write = write;
      for (const one of stream.rawListeners("error"))
        if (!listeners.has(one)) stream.removeListener("error", one as () => void);
    },
  };
}
