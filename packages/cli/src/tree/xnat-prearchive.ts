import { Option, type Command } from "commander";
import { gathered } from "./gathered.js";
import { lazily } from "./lazily.js";
import { provider } from "./provider.js";

const sessions =
  "sessions by the URL that `prearchive ls` prints, or by a label or folder that is there once";

/** What all commands take that make the server work. */
function addWait(command: Command): Command {
  return command
    .optionsGroup("XNAT:")
    .option("--wait <time>", "how long to wait for the server's work on one session", "10m")
    .addOption(provider());
}

/** Declares `scanferry xnat prearchive …`. */
export function addXnatPrearchive(xnat: Command): void {
  const prearchive = xnat
    .command("prearchive")
    .description(
      "sort out what waits before the archive: list, show, move, archive, rebuild, commit, delete",
    );

  prearchive
    .command("ls")
    .description("list the sessions that wait in the prearchive")
    .optionsGroup("Choice of sessions:")
    .option("--project <id>", "only what waits for this project")
    .option("--unassigned", "only what no project claimed (administrators)")
    .option("--status <list>", "only sessions in these states, e.g. READY,CONFLICT", gathered)
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-prearchive-ls.js")));

  prearchive
    .command("show")
    .description("show a session that waits, and its scans")
    .argument(
      "<session>",
      "the session by the URL that `prearchive ls` prints, or by a label or folder that is there once",
    )
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-prearchive-show.js")));

  addWait(
    prearchive
      .command("archive")
      .description("bring sessions into the archive, under their own labels or corrected ones")
      .argument("[session...]", sessions)
      .optionsGroup("Labels:")
      .option("--project <id>", "the project that gets them; what no project claimed is moved there first")
      .option("--subject <label>", "the subject that gets the session")
      .option("--session <label>", "the label that the session gets")
      .option(
        "--table <file>",
        "CSV with a column old (URL or label) and any of project, subject, session: empty cells leave a label as it is",
      )
      .optionsGroup("Sessions that are in the archive:")
      .addOption(
        new Option(
          "--overwrite <way>",
          "none: that is an error; append: add new scans; delete: replace the session",
        )
          .choices(["none", "append", "delete"])
          .default("none"),
      )
      .addOption(
        new Option(
          "--on-conflict <way>",
          "what to do when the server refuses a session because of one in the archive; default: asked in a terminal, else fail",
        ).choices(["append", "overwrite", "skip", "fail"]),
      ),
  ).action(lazily(() => import("../commands/xnat-prearchive-archive.js")));

  addWait(
    prearchive
      .command("move")
      .description("move sessions to another project's prearchive, also those that no project claimed")
      .argument("<session...>", sessions)
      .optionsGroup("Move:")
      .requiredOption("--to <project>", "ID of the project that gets them"),
  ).action(lazily(() => import("../commands/xnat-prearchive-move.js")));

  addWait(
    prearchive
      .command("rebuild")
      .description("have the server read the files of sessions again")
      .argument("<session...>", sessions),
  ).action(lazily(() => import("../commands/xnat-prearchive-rebuild.js")));

  addWait(
    prearchive
      .command("commit")
      .description(
        "say that sessions are complete, instead of waiting until the server takes them for complete",
      )
      .argument("<session...>", sessions)
      .optionsGroup("Commit:")
      .option("--archive", "bring them into the archive; default: as the project has it")
      .option("--no-archive", "leave them in the prearchive"),
  ).action(lazily(() => import("../commands/xnat-prearchive-commit.js")));

  addWait(
    prearchive
      .command("rm")
      .description("delete sessions from the prearchive, with their files")
      .argument("<session...>", sessions),
  ).action(lazily(() => import("../commands/xnat-prearchive-rm.js")));
}
