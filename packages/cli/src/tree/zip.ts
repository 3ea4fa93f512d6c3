import { Option, type Command } from "commander";
import { lazily } from "./lazily.js";

/** Declares `scanferry zip …`. */
export function addZipCommands(program: Command): void {
  const zip = program.command("zip").description("make, list, test and open encrypted zip archives");

  zip
    .command("create")
    .description("pack files; with --words the drawn password is printed on standard output")
    .argument("<out>", "the archive to write")
    .argument("<file...>", "files and folders to pack")
    .optionsGroup("Zip:")
    .option("--words <n>", "draw a password of this many words")
    .addOption(new Option("--lang <language>", "language of the words").choices(["en", "de"]).default("en"))
    .addOption(
      new Option(
        "--encryption <kind>",
        "how the archive is encrypted; default: aes-256 with a password, else none",
      ).choices(["aes-256", "zipcrypto", "none"]),
    )
    .action(lazily(() => import("../commands/zip-create.js")));

  zip
    .command("ls")
    .description("list an archive")
    .argument("<file>", "the archive")
    .action(lazily(() => import("../commands/zip-ls.js")));

  zip
    .command("test")
    .description("read an archive to its end and check every entry")
    .argument("<file>", "the archive")
    .action(lazily(() => import("../commands/zip-test.js")));

  zip
    .command("extract")
    .description("unpack an archive")
    .argument("<file>", "the archive")
    .optionsGroup("Zip:")
    .option("-o, --output <dir>", "folder to unpack into", ".")
    .action(lazily(() => import("../commands/zip-extract.js")));

  zip
    .command("passphrase")
    .description("draw a password of words")
    .optionsGroup("Zip:")
    .option("--words <n>", "how many words; default: as many as 64 bits need")
    .addOption(new Option("--lang <language>", "language of the words").choices(["en", "de"]).default("en"))
    .action(lazily(() => import("../commands/zip-passphrase.js")));
}
