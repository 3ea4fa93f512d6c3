import { Option, type Command } from "commander";
import { lazily } from "./lazily.js";
import { addPlanOptions } from "./plan-options.js";
import { provider } from "./provider.js";

/** Declares `scanferry xnat push`. */
export function addXnatPush(xnat: Command): void {
  addPlanOptions(
    xnat
      .command("push")
      .description(
        "send folders and archives of DICOM files to a project, session by session; -n says what would go where, -j how many go at once",
      )
      .argument("<source...>", "folders, or archives: .zip, .tar, .tar.gz")
      .optionsGroup("Destination:")
      .requiredOption("--project <id>", "ID of the project")
      .addOption(
        new Option("--dest <place>", "where the sessions go")
          .choices(["prearchive", "archive"])
          .default("prearchive"),
      )
      .addOption(
        new Option(
          "--overwrite <way>",
          "when the session is in the archive already, with other data: none: that is an error; append: add what is missing; delete: replace it",
        )
          .choices(["none", "append", "delete"])
          .default("none"),
      )
      .option("--quarantine", "put the sessions into quarantine, for somebody to look at first"),
  )
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-push.js")));
}
