import { CommanderError } from "commander";
import { safeText } from "../output/safe-text.js";
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
      : capitalized(
          withoutValue(error.message)
            .replace(/^error: /, "")
            .split("\n")[0] ?? "",
        );
  const hint =
    secretHint(error.message) ??
    suggestion(error.message) ??
    "See `scanferry --help`, or --help behind any command.";
  if (argv.includes("--json")) {
    process.stdout.write(
      `${JSON.stringify({ type: "error", code: "input/invalid", message, hint, retryable: false })}\n`,
    );
  }
  if (error.code !== "commander.help") process.stderr.write(`error: ${safeText(message)}\nhint: ${hint}\n`);
  return exit.usage;
}

/** `--password=SECRET` is no option here, and what stands behind the sign must not come back on the screen. */
function withoutValue(message: string): string {
  return message.replace(/('--[^='\s]+)=[\s\S]*'/, "$1'");
}

/** Whoever looks for a way to hand over a secret is told the one there is. */
function secretHint(message: string): string | undefined {
  return /unknown option '--?(?:pass|pw|token|secret|app-?pass)/i.test(message)
    ? "A secret in a command is seen by everyone who lists the processes: give it to standard input, with --password-stdin."
    : undefined;
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
