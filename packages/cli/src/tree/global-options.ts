import { Option, type Command } from "commander";

/** Counts how often a flag was given: `-vv` is 2. */
const counted = (_: string, before: number): number => before + 1;

/**
 * Adds the options that every command takes, before or after the command's name. None of them takes a secret:
 * a password would be seen by everyone who lists the processes.
 */
export function addGlobalOptions(program: Command): Command {
  return program
    .optionsGroup("Server:")
    .option("--url <url>", "address of the server")
    .option("--username <name>", "user name")
    .addOption(new Option("--user <name>", "the same as --username").hideHelp())
    .option("--password-stdin", "read the password (or app password) from standard input")
    .option("--credentials <file>", "read address, user and password from a file that today's tools use")
    .option("-p, --profile <name>", "use a login stored by `scanferry login`")
    .optionsGroup("Transfer:")
    .option("-n, --dry-run", "show what would be done and change nothing")
    .option("-j, --concurrency <n>", "how many items move at once; default: 4, share create: 3, xnat send: 1")
    .option("--retries <n>", "how often a failed request is tried again")
    .option("--timeout <time>", "give up on a connection that is silent for this long, e.g. 60s or 5m")
    .addOption(
      new Option("--on-error <way>", "what to do after an item has failed")
        .choices(["continue", "stop"])
        .default("continue"),
    )
    .option(
      "--no-resume",
      "share: begin the list again instead of continuing an interrupted run; xnat push: keep no record of what was sent",
    )
    .option("--error-if-empty", "exit with 9 when nothing matched")
    .option("--yes", "answer every question with yes")
    .optionsGroup("Output:")
    .option("--json", "print one JSON object per line")
    .option("-q, --quiet", "print errors only, and why a run brought nothing")
    .option("-v, --verbose", "print more; -vv prints every request", counted, 0)
    .option("--no-progress", "no progress bars and no progress lines")
    .option("--log-file <file>", "append a log, one JSON object per line")
    .addOption(
      new Option("--log-level <level>", "how much the log holds").choices(["error", "warn", "info", "debug"]),
    )
    .option("--redact", "replace participants' labels, paths and links in logs by short codes");
}
