import type { Command } from "commander";
import type { CallContext } from "./call-context.js";
import { createCallContext } from "./create-call-context.js";
import { reportError } from "./errors/report-error.js";
import { exit } from "./errors/exit-code.js";
import { watchSignals } from "./watch-signals.js";

/** A command module's one export: does the work and gives the exit code. */
export type Run = (call: CallContext) => Promise<number>;

/** Runs a command: loads its module, hands it its surroundings, turns an error into output and an exit code. */
export async function runCommand(command: Command, load: () => Promise<{ run: Run }>): Promise<void> {
  // Ctrl-C is how the sandbox is meant to end.
  const endless = command.name() === "sandbox";
  const signals = watchSignals({ announce: !endless });
  let call: CallContext | undefined;
  try {
    call = createCallContext(command, signals.signal);
    const { run } = await load();
    const code = await run(call);
    process.exitCode = signals.signal.aborted && !endless ? exit.aborted : code;
  } catch (error) {
    process.exitCode = await reportError(error, command, call);
  } finally {
    signals.stop();
    // A terminal that was read from keeps the process alive otherwise.
    if (process.stdin.isTTY) process.stdin.unref();
  }
}
