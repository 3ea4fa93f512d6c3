import { CommanderError } from "commander";
import { exit } from "./exit-code.js";

/**
 * Prints what commander found wrong in the arguments, as the one kind of error that the program has, and gives the
 * exit code. `--json` is looked for in the raw arguments, because parsing has failed.
 */
export function reportUsage(error: unknown, argv: readonly string[]): number {
  if (!(error instanceof CommanderError)) throw error;
  // "commander.help": a group such as `scanferry share` was called without a command; its help has been printed.
  const message =
    error.code === "commander.help"
      ? "A command is missing."
      : capitalized(error.message.replace(/^error: /, "").split("\n")[0] ?? "");
  const hint = suggestion(error.message) ?? "See `scanferry --help`, or --help behind any command.";
  if (argv.includes("--json")) {
    process.stdout.write(
      `${JSON.stringify({ type: "error", code: "input/invalid", message, hint, retryable: false })}\n`,
    );
  }
  if (error.code !== "commander.help") process.stderr.write(`error: ${message}\nhint: ${hint}\n`);
  return exit.usage;
}

function capitalized(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** commander puts its "Did you mean" into a second line. */
function suggestion(message: string): string | undefined {
  const found = /\((Did you mean [^)]*)\)/i.exec(message);
  return found?.[1];
}
