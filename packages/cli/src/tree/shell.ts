import { Argument, type Command } from "commander";
import { lazily } from "./lazily.js";

/** Declares `completion` and `help`. */
export function addShellCommands(program: Command): void {
  program
    .command("completion")
    .description("print a completion script for the shell")
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish", "powershell"]))
    .action(lazily(() => import("../commands/completion.js")));

  program
    .command("help")
    .description("help on a command, or on a topic: exit-codes, environment, json, privacy")
    .argument("[command...]", "a command, or one of the topics")
    .action(lazily(() => import("../commands/help.js")));
}
