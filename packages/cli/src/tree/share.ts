import { Option, type Command } from "commander";
import { gathered } from "./gathered.js";
import { lazily } from "./lazily.js";

const encryption = (): Option =>
  new Option("--encryption <kind>", "how the zip is encrypted")
    .choices(["aes-256", "zipcrypto"])
    .default("aes-256");

/** Options that `share create` and `share file` have in common. */
function addShareOptions(command: Command): Command {
  return command
    .optionsGroup("Share:")
    .option("--remote <folder>", "folder on the server, made if it is missing", "MRI-share")
    .option(
      "--expires <when>",
      "last day on which the link works: a number of days (21d) or a date (2026-12-24)",
      "21d",
    )
    .option("--list <file>", "the list of links and passwords, .xlsx or .csv", "share-list.xlsx")
    .option("--split-passwords <file>", "write the passwords to this file and not into the list")
    .addOption(
      new Option("--link-password <way>", "password of the link itself").choices([
        "none",
        "separate",
        "same",
      ]),
    )
    .option("--label <text>", "label of the link, shown on the server")
    .option("--note <text>", "note to the recipient, shown beside the download")
    .option("--public-url <url>", "address under which recipients reach the server, when it is another one")
    .option(
      "--time-zone <zone>",
      "time zone of the account, for servers before 32 that do not tell it, e.g. Europe/Berlin",
    )
    .option("--replace", "replace files of the same name that this list does not know of; their links end")
    .option("--no-self-test", "do not download and open each link as the recipient would")
    .optionsGroup("Zip:")
    .option("--words <n>", "words in each password; default: as many as 64 bits need")
    .addOption(new Option("--lang <language>", "language of the words").choices(["en", "de"]).default("en"))
    .addOption(encryption())
    .option("--add <file>", "put this file into every zip: a viewer, a letter; may be repeated", gathered);
}

/** Declares `scanferry share …`. */
export function addShareCommands(program: Command): void {
  const share = program
    .command("share")
    .description("share scans by encrypted zip and expiring link (Nextcloud)");

  addShareOptions(
    share
      .command("create")
      .description("share each participant's image of a BIDS folder")
      .argument("[bidsroot]", "the folder that holds the participants' folders; asked for in a terminal")
      .optionsGroup("Choice of images:")
      .option("--suffix <suffix>", "BIDS suffix of the image", "T1w")
      .option("--subjects <list>", "only these participants, e.g. 01,02 or sub-01,sub-02")
      .option("--session <label>", "the session to take where a participant has several")
      .option("--run <index>", "the run to take where a session has several")
      .option("--all", "all matching images of a participant in one zip")
      .option("--strict", "exit with 5 when a participant has no image"),
  ).action(lazily(() => import("../commands/share-create.js")));

  addShareOptions(
    share
      .command("file")
      .description("share files, each in a zip of its own")
      .argument("<path...>", "files to share"),
  ).action(lazily(() => import("../commands/share-file.js")));

  share
    .command("ls")
    .description("list the links of the account")
    .optionsGroup("Share:")
    .option("--remote <folder>", "only links below this folder")
    .action(lazily(() => import("../commands/share-ls.js")));

  share
    .command("verify")
    .description("check that every link of a list works: alive, not expired, right size")
    .argument("<list>", "share-list.xlsx or .csv")
    .optionsGroup("Share:")
    .option("--deep", "also download each zip, open it with the listed password and compare its digest")
    .option("--split-passwords <file>", "where the passwords lie when they are not in the list")
    .option("--public-url <url>", "address under which recipients reach the server, when it is another one")
    .action(lazily(() => import("../commands/share-verify.js")));

  share
    .command("revoke")
    .description("end links, and remove the files behind them")
    .argument("[id...]", "numbers of links from `share ls`")
    .optionsGroup("Share:")
    .option("--expired", "links whose last day is over: those of --list, else all below --remote")
    .option("--all-in <list>", "all links of this list")
    .option("--list <file>", "the list in which revoked rows are marked")
    .option("--remote <folder>", "folder to which --expired without a list is limited", "MRI-share")
    .option("--keep-file", "leave the file on the server")
    .option("--split-passwords <file>", "where the passwords lie when they are not in the list")
    .action(lazily(() => import("../commands/share-revoke.js")));

  share
    .command("mail")
    .description("write one mail draft per participant, and the passwords apart")
    .argument("<list>", "share-list.xlsx or .csv")
    .optionsGroup("Mail:")
    .option(
      "--template <file>",
      "text with {subject} {name} {email} {url} {expire} {contact}; default: built in",
    )
    .option("--recipients <file>", "CSV with the columns subject, name, email")
    .option("-o, --output <dir>", "folder for the drafts", "mails")
    .option("--passwords-output <dir>", "folder for the texts with the passwords; default: OUTPUT-passwords")
    .option("--split-passwords <file>", "where the passwords lie when they are not in the list")
    .option("--from <address>", "sender of the drafts")
    .option(
      "--time-zone <zone>",
      "time zone of the Nextcloud account, in which days of links end; default: that of this computer",
    )
    .option("--contact <text>", "whom the participant may ask: name, telephone")
    .addOption(
      new Option("--lang <language>", "language of the built-in template")
        .choices(["en", "de"])
        .default("en"),
    )
    .addOption(encryption())
    .action(lazily(() => import("../commands/share-mail.js")));
}
