import { Option, type Command } from "commander";
import { gathered } from "./gathered.js";
import { httpMethod } from "./http-method.js";
import { lazily } from "./lazily.js";
import { provider } from "./provider.js";
import { addXnatManage } from "./xnat-manage.js";
import { addXnatPrearchive } from "./xnat-prearchive.js";
import { addXnatPush } from "./xnat-push.js";
import { addXnatResource } from "./xnat-resource.js";
import { addXnatSend } from "./xnat-send.js";

/** The options that choose sessions and scans; `ls` and `pull` understand them alike. */
function addFilters(command: Command): Command {
  return command
    .optionsGroup("Choice of sessions:")
    .option("--subjects <list>", "only these subjects: label or accession ID", gathered)
    .option(
      "--subjects-from <file>",
      "only the subjects of this file (- is standard input): one per line, or a CSV with a column Subject, as the web page's",
    )
    .option("--column <name>", "the column of --subjects-from that holds the subjects")
    .option("--sessions <list>", "only these sessions: label, accession ID or glob, e.g. '*_pre'", gathered)
    .option(
      "--modality <list>",
      "only these kinds of sessions: MR, PET, CT … or xnat:mrSessionData",
      gathered,
    )
    .option("--since <date>", "only sessions that the server took in on or after this day (2026-01-31)")
    .option("--date <days>", "only sessions scanned on this day, or within 2026-01-01..2026-03-31")
    .optionsGroup("Choice of scans:")
    .option(
      "--scans <globs>",
      "only scans whose id, type or series description matches, e.g. 't1*'; capitals do not matter",
      gathered,
    )
    .option("--resources <list>", "only these resources, e.g. DICOM,NIFTI; globs too", gathered);
}

/** Declares `scanferry xnat …`. */
export function addXnatCommands(program: Command): void {
  const xnat = program
    .command("xnat")
    .description("find, download and send scans of an XNAT, sort out what waits there, and manage projects");

  addFilters(
    xnat
      .command("ls")
      .description("list what an XNAT holds, one level below the path")
      .argument(
        "[path]",
        "PROJECT[/SUBJECT[/SESSION[/SCAN[/RESOURCE]]]]; /resources behind a part lists its own resources; default: the projects",
      )
      .optionsGroup("List:")
      .addOption(
        new Option(
          "--type <type>",
          "list all things of this kind below the path; default: the next level",
        ).choices(["project", "subject", "experiment", "scan", "resource", "file"]),
      )
      .option("--recent", "projects: those used lately; else the 20 that the server took in last")
      .option(
        "--fields <list>",
        "write only these fields: one gives a plain list, several a CSV, e.g. label or label,id",
        gathered,
      ),
  )
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-ls.js")));

  addFilters(
    xnat
      .command("pull")
      .description("download a project or a part of it, or bring what was downloaded up to date")
      .argument("<path>", "PROJECT[/SUBJECT[/SESSION[/SCAN[/RESOURCE]]]]")
      .optionsGroup("Download:")
      .option(
        "-o, --output <dir>",
        "folder for the files, made if it is missing; default: asked for in a terminal, else the current folder",
      )
      .addOption(new Option("--outputdir <dir>", "the same as --output").hideHelp())
      .addOption(new Option("--out <dir>", "the same as --output").hideHelp())
      .option(
        "--layout <layout>",
        "xnat, subject/session/series, or a template such as '{subject}_{session}/{scan}-{type}'; default: xnat",
      )
      .addOption(
        new Option("--as <form>", "files, or the server's own zips as they are")
          .choices(["files", "zip"])
          .default("files"),
      )
      .option("--no-zips", "ask for each file by itself, also where one zip would bring many")
      .option(
        "--check",
        "compare with the server and download nothing; exit with 3 when something differs, with -n too",
      )
      .option("--checksum", "read local files again and compare their digests, instead of size and time")
      .option(
        "--strict",
        "exit with 5, before the first byte, when a subject or session is not on the server",
      ),
  )
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-pull.js")));

  xnat
    .command("find")
    .description("say where a subject's data lie (archive, prearchive, unassigned), and what to do next")
    .argument("<subject>", "a label or a part of it, or a whole accession ID")
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-find.js")));

  addXnatPush(xnat);
  addXnatSend(xnat);
  addXnatPrearchive(xnat);
  addXnatManage(xnat);
  addXnatResource(xnat);

  xnat
    .command("request")
    .description("send one request with the login and print the answer's body")
    .addArgument(httpMethod(["GET", "POST", "PUT", "DELETE"]))
    .argument("<path>", "path below the server's root, e.g. /data/projects")
    .optionsGroup("Request:")
    .option("--query <key=value>", "a parameter of the address; may be repeated", gathered)
    .option("--data <file>", "body from this file; - reads standard input")
    .option("--header <name: value>", "a header of the request; may be repeated", gathered)
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-request.js")));
}
