import { exit } from "./errors/exit-code.js";

/** Watches Ctrl-C and the polite kill: the first one aborts the signal, the second one ends the process at once. */
export function watchSignals(options: { announce: boolean }): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      // Shows the cursor again, which progress bars hide.
      if (process.stderr.isTTY) process.stderr.write("\u001b[?25h");
      process.exit(exit.aborted);
    }
    if (options.announce)
      process.stderr.write("\nStopping: nothing new is started. Press Ctrl-C again to stop at once.\n");
    controller.abort();
  };
  const names = ["SIGINT", "SIGTERM"] as const;
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    stop: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
