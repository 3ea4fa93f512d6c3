import { exit } from "./errors/exit-code.js";

/**
 * Watches Ctrl-C, the polite kill and the closing of the terminal: the first one aborts the signal, a second Ctrl-C or
 * kill ends the process at once.
 */
export function watchSignals(options: { announce: boolean }): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      // The kernel and the shell both tell of a terminal that was closed; nobody has lost patience.
      if (name === "SIGHUP") return;
      // Shows the cursor again, which progress bars hide.
      if (process.stderr.isTTY) process.stderr.write("\u001b[?25h");
      process.exit(exit.aborted);
    }
    if (options.announce)
      process.stderr.write("\nStopping: nothing new is started. Press Ctrl-C again to stop at once.\n");
    controller.abort();
  };
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
