import { Command } from "commander";
import { addAccountCommands } from "./tree/account.js";
import { addBidsCommands } from "./tree/bids.js";
import { addGlobalOptions } from "./tree/global-options.js";
import { addLorisCommands } from "./tree/loris.js";
import { addShareCommands } from "./tree/share.js";
import { addShellCommands } from "./tree/shell.js";
import { addTourCommands } from "./tree/tour.js";
import { addXnatCommands } from "./tree/xnat.js";
import { addZipCommands } from "./tree/zip.js";
import { version } from "./version.js";

/**
 * Builds the whole command tree. It holds names, options and descriptions only; what a command does is loaded
 * when it is called. Help, completion scripts and docs/reference/cli.md are all made from this tree.
 */
export function createProgram(): Command {
  const program = new Command("scanferry")
    .description(
      "Carries MRI scans between the archives where research keeps them and the people who need them.",
    )
    .usage("[options] COMMAND")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showHelpAfterError(false)
    // Wrong usage is reported by report-usage.ts, in the form of all errors; help on demand still goes out.
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  addGlobalOptions(program);
  program.commandsGroup("Download:");
  addXnatCommands(program);
  addLorisCommands(program);
  program.commandsGroup("Share and pack:");
  addShareCommands(program);
  addZipCommands(program);
  addBidsCommands(program);
  program.commandsGroup("Logins:");
  addAccountCommands(program);
  program.commandsGroup("Try it:");
  addTourCommands(program);
  program.commandsGroup("Help:");
  addShellCommands(program);
  // `help` is a command of the program alone; commander would add one to each group.
  for (const command of program.commands) withoutHelpCommand(command);
  return program;
}

function withoutHelpCommand(command: Command): void {
  if (command.commands.length > 0) command.helpCommand(false);
  for (const below of command.commands) withoutHelpCommand(below);
}
