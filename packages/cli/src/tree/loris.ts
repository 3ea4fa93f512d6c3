import { Argument, Option, type Command } from "commander";
import { gathered } from "./gathered.js";
import { httpMethod } from "./http-method.js";
import { lazily } from "./lazily.js";

const apiVersion = (): Option =>
  new Option("--api-version <version>", "version of the server's interface, e.g. v0.0.3; default: found out");

/** The options that choose images; `ls` and `pull` understand them alike. */
function addFilters(command: Command): Command {
  return command
    .optionsGroup("Choice of images:")
    .option("--project <name>", "only this project")
    .option("--candidates <list>", "only these candidates: CandID, PSCID or sub-CandID", gathered)
    .option(
      "--candidates-from <file>",
      "only the candidates of this file (- is standard input): one per line, or a CSV with a column CandID, Candidate, PSCID or participant_id",
    )
    .option("--visitlabels <list>", "only these visits, e.g. PREBL00,PREFU12", gathered)
    .addOption(new Option("--visits <list>", "the same as --visitlabels").argParser(gathered).hideHelp())
    .option("-m, --modalities <list>", "only these modalities (scan types), e.g. t1w,bold", gathered)
    .addOption(
      new Option(
        "--modality-match <way>",
        "exact: the whole name; contains: a part of it, as the PREVENT-AD script",
      )
        .choices(["exact", "contains"])
        .default("exact"),
    )
    .option("--site <list>", "only these sites", gathered)
    .option("--since <date>", "only what the server took in on or after this day (2026-01-31, in UTC)");
}

/** Declares `scanferry loris …`. */
export function addLorisCommands(program: Command): void {
  const loris = program.command("loris").description("download a study from LORIS and keep it up to date");

  addFilters(
    loris
      .command("ls")
      .description("list what a LORIS holds")
      .addArgument(
        new Argument("<what>", "what to list").choices([
          "projects",
          "candidates",
          "visits",
          "images",
          "modalities",
        ]),
      ),
  )
    .optionsGroup("LORIS:")
    .addOption(apiVersion())
    .action(lazily(() => import("../commands/loris-ls.js")));

  addFilters(
    loris
      .command("pull")
      .description("download a study, or bring a downloaded one up to date")
      // They are left over by -v LABEL of the PREVENT-AD script; the command says what to write instead.
      .allowExcessArguments()
      .optionsGroup("Study:")
      .option(
        "-o, --output <dir>",
        "folder for the study, made if it is missing; default: asked for in a terminal, else the current folder",
      )
      .addOption(new Option("--outputdir <dir>", "the same as --output").hideHelp())
      .addOption(new Option("--out <dir>", "the same as --output").hideHelp())
      .addOption(
        new Option("-t, --type <type>", "layout of the files").choices(["bids", "minc"]).default("bids"),
      )
      .option(
        "--check",
        "compare with the server and download nothing; exit with 3 when something differs, with -n too",
      )
      .option("--checksum", "read local files again and compare their digests, instead of size and time")
      .option("--no-qc", "without the .qc.json beside each MINC image")
      .option("--no-sidecars", "without the .NAME.etag beside each file")
      .option("--keep-event-names", "leave _bold_events.txt its name, which is not BIDS")
      .option("--mapping <file>", "JSON file that gives scan types of a stock LORIS their BIDS names")
      .option("--strict", "exit with 5 when something could not be mapped or may not be read"),
  )
    .optionsGroup("LORIS:")
    .addOption(apiVersion())
    .action(lazily(() => import("../commands/loris-pull.js")));

  loris
    .command("upload")
    .description("upload DICOM archives (.tgz, .tar.gz, .tar) to a visit")
    .argument("<archive...>", "archives, each named PSCID_CandID_Visit…")
    .optionsGroup("Visit:")
    .requiredOption("--candidate <id>", "the CandID")
    .requiredOption("--visit <label>", "the visit's label")
    .option("--pscid <id>", "the PSCID; default: asked from the server")
    .option("--phantom", "the scan is of a phantom")
    .option("--overwrite", "replace an archive of the same name that was uploaded before")
    .addOption(
      new Option(
        "--process <how>",
        "start LORIS's conversion of the archive, or also wait for its end",
      ).choices(["start", "wait"]),
    )
    .optionsGroup("LORIS:")
    .addOption(apiVersion())
    .action(lazily(() => import("../commands/loris-upload.js")));

  loris
    .command("request")
    .description("send one request with the login and print the answer's body")
    .addArgument(httpMethod(["GET", "POST", "PUT", "PATCH", "DELETE"]))
    .argument("<path>", "path below /api/VERSION, e.g. /projects")
    .optionsGroup("LORIS:")
    .option("--data <file>", "JSON body from this file; - reads standard input")
    .addOption(apiVersion())
    .action(lazily(() => import("../commands/loris-request.js")));
}
