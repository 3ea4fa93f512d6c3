import type { Command } from "commander";
import type { Run } from "../run-command.js";

/**
 * Makes a commander action that loads its command module only when it is called, so that `--help` and completion
 * start about as fast as bare node.
 */
export function lazily(load: () => Promise<{ run: Run }>): (...parameters: unknown[]) => Promise<void> {
  return async (...parameters) => {
    const command = parameters.at(-1) as Command;
    const { runCommand } = await import("../run-command.js");
    await runCommand(command, load);
  };
}
