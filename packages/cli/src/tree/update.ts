import type { Command } from "commander";
import { provider } from "./provider.js";

/** What all commands take that make something. */
export function addUpdate(command: Command): Command {
  return command
    .optionsGroup("Things that are there:")
    .option("--update", "change what differs from what is asked; without it, that is an error")
    .optionsGroup("XNAT:")
    .addOption(provider());
}
