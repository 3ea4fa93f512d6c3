import { Option, type Command } from "commander";
import { gathered } from "./gathered.js";

/** The options that say what of folders and archives is sent and under which labels; `push` and `send` understand them alike. */
export function addPlanOptions(command: Command): Command {
  return command
    .optionsGroup("What the folders stand for:")
    .option(
      "--layout <layout>",
      "subject, session, series and * between slashes, or text with {subject} and {session}; default: subject/session/series",
    )
    .option("--by-header", "take the labels that no folder names from PatientID and StudyDate")
    .option("--subject <label>", "the subject of all files, where no folder names it")
    .option("--session <name>", "the session of all files, where no folder names it")
    .option("--session-label <template>", "label of the sessions; default: '{subject}_{session}'")
    .optionsGroup("Choice:")
    .option("--subjects <list>", "only these subjects", gathered)
    .option(
      "--subjects-from <file>",
      "only the subjects of this file (- is standard input): one per line, or a CSV with a column Subject",
    )
    .option("--column <name>", "the column of --subjects-from that holds the subjects")
    .option(
      "--series <globs>",
      "only series whose number, folder, description or scan type matches; capitals do not matter",
      gathered,
    )
    .option(
      "--exclude <text>",
      "leave out series whose folder's name has this text in it; globs too",
      gathered,
    )
    .option("--exclude-from <file>", 'the same from a file: {"Exclude": ["Localizers", "AAHEAD"]}')
    .addOption(new Option("--config <file>", "the same as --exclude-from").hideHelp())
    .option("--rules <file>", "naming file: its scan types, and what it skips")
    .optionsGroup("What stands in the way:")
    .option("--split-studies", "send the studies of one folder as sessions LABEL, LABEL_2 …")
    .option(
      "--same-study",
      "send sessions although others of this run, or of the archive, hold files of the same study, such as a phantom with one UID",
    )
    .option(
      "--skip-unreadable",
      "leave out files that are cut off, empty or cannot be read, instead of their session",
    )
    .option("--strict", "exit with 5, before the first byte, when a subject of the list is in no folder")
    .addOption(new Option("--workdir <dir>", "not needed: no temporary archive is written").hideHelp());
}
