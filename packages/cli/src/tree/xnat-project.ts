import { Argument, Option, type Command } from "commander";
import { lazily } from "./lazily.js";
import { provider } from "./provider.js";
import { addUpdate } from "./update.js";

/** Declares `scanferry xnat project …`. */
export function addXnatProject(xnat: Command): void {
  const project = xnat
    .command("project")
    .description("make a project, show it, and set what it does with new data");

  addUpdate(
    project
      .command("create")
      .description("make a project; one that is there is left as it is without --update")
      .argument("<id>", "letters, digits, _ and -; it stands in addresses and in the names of folders")
      .optionsGroup("Project:")
      .option("--title <text>", "the title; default: the ID")
      .option("--running-title <text>", "a short title; default: the ID")
      .option("--description <text>", "what it is about")
      .option("--keywords <text>", "words, divided by blanks")
      .option("--pi <name>", "the principal investigator: 'First Last' or 'Last, First'")
      .addOption(
        new Option("--access <level>", "who may see it; default: as the site has it").choices([
          "private",
          "protected",
          "public",
        ]),
      ),
  ).action(lazily(() => import("../commands/xnat-project-create.js")));

  project
    .command("show")
    .description("show what XNAT says of a project, who may see it, and what it does with new data")
    .argument("<id>", "ID of the project")
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-show.js")));

  project
    .command("prearchive-code")
    .description("show or set what a project does with sessions that arrive")
    .argument("<id>", "ID of the project")
    .addArgument(
      new Argument(
        "[code]",
        "0: they wait in the prearchive; 4: they are archived; 5: also over what is there",
      ).choices(["0", "4", "5"]),
    )
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-project-prearchive-code.js")));

  const anon = project
    .command("anon")
    .description("the anonymization script that runs on what arrives, of a project or of the site");
  const place = (command: Command): Command =>
    command
      .argument("[id]", "ID of the project")
      .optionsGroup("Script:")
      .option("--site", "the site's own script, in the place of a project's")
      .optionsGroup("XNAT:")
      .addOption(provider());
  place(anon.command("show").description("print the script, and say whether it runs")).action(
    lazily(() => import("../commands/xnat-project-anon-show.js")),
  );
  place(anon.command("set").description("write the script; whether it runs stays as it is"))
    .requiredOption("--file <file>", "DicomEdit's text; - reads standard input")
    .action(lazily(() => import("../commands/xnat-project-anon-set.js")));
  place(anon.command("enable").description("let the script run on what arrives")).action(
    lazily(() => import("../commands/xnat-project-anon-switch.js")),
  );
  place(anon.command("disable").description("keep the script from running")).action(
    lazily(() => import("../commands/xnat-project-anon-switch.js")),
  );
}
