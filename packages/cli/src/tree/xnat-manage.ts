import { Option, type Command } from "commander";
import { gathered } from "./gathered.js";
import { lazily } from "./lazily.js";
import { provider } from "./provider.js";
import { addUpdate } from "./update.js";
import { addXnatProject } from "./xnat-project.js";

/** Declares `scanferry xnat project|subject|experiment|scan …`. */
export function addXnatManage(xnat: Command): void {
  addXnatProject(xnat);

  const subject = xnat.command("subject").description("make subjects, or show one");
  addUpdate(
    subject
      .command("create")
      .description("make subjects; one that is there as it is asked for is unchanged")
      .argument("<path...>", "PROJECT/SUBJECT")
      .optionsGroup("Subject:")
      .addOption(new Option("--gender <gender>", "gender").choices(["male", "female", "other", "unknown"]))
      .option("--yob <year>", "year of birth")
      .addOption(
        new Option("--handedness <hand>", "handedness").choices(["left", "right", "ambidextrous", "unknown"]),
      )
      .option("--group <name>", "the study's group")
      .option("--field <name=value>", "a custom field of the site; may be repeated", gathered),
  ).action(lazily(() => import("../commands/xnat-subject-create.js")));
  addShow(subject, "PROJECT/SUBJECT");

  const experiment = xnat
    .command("experiment")
    .alias("session")
    .description("make empty sessions, or show one");
  addUpdate(
    experiment
      .command("create")
      .description("make empty sessions, with their subject where it is missing")
      .argument("<path...>", "PROJECT/SUBJECT/SESSION")
      .optionsGroup("Session:")
      .option("--modality <kind>", "MR, PET, CT … or xnat:mrSessionData; default for a new one: MR")
      .option("--date <day>", "day of the scan (2026-01-31)")
      .option("--note <text>", "a note"),
  ).action(lazily(() => import("../commands/xnat-experiment-create.js")));
  addShow(experiment, "PROJECT/SUBJECT/SESSION");

  const scan = xnat.command("scan").description("make empty scans in a session, or show one");
  addUpdate(
    scan
      .command("create")
      .description("make empty scans")
      .argument("<path...>", "PROJECT/SUBJECT/SESSION/SCAN")
      .optionsGroup("Scan:")
      .option("--type <type>", "scan type, e.g. T1w")
      .option("--description <text>", "series description")
      .option("--quality <quality>", "e.g. usable, questionable, unusable")
      .option("--note <text>", "a note")
      .option(
        "--xsi-type <type>",
        "XNAT's own type, e.g. xnat:mrScanData; default for a new one: the session's",
      ),
  ).action(lazily(() => import("../commands/xnat-scan-create.js")));
  addShow(scan, "PROJECT/SUBJECT/SESSION/SCAN");
}

function addShow(noun: Command, path: string): void {
  noun
    .command("show")
    .description("show what XNAT says of it")
    .argument("<path>", path)
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-show.js")));
}
