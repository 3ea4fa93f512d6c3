import type { Command } from "commander";
import { lazily } from "./lazily.js";

/** Declares `scanferry bids …`. */
export function addBidsCommands(program: Command): void {
  const bids = program.command("bids").description("look into BIDS folders");

  bids
    .command("ls")
    .description("list the files of a BIDS dataset")
    .argument("<root>", "the dataset")
    .optionsGroup("Choice of files:")
    .option("--suffix <list>", "only these suffixes, e.g. T1w,bold")
    .option("--subjects <list>", "only these participants, e.g. 01,02")
    .option("--sessions <list>", "only these sessions")
    .option("--datatype <list>", "only these datatypes, e.g. anat,func")
    .option("--extension <list>", "only these extensions, e.g. .nii.gz")
    .option("--derivatives", "also look into derivatives/")
    .action(lazily(() => import("../commands/bids-ls.js")));
}
