import { Option, type Command } from "commander";
import { lazily } from "./lazily.js";

/** Declares `demo` and `sandbox`, the commands that need no server. */
export function addTourCommands(program: Command): void {
  program
    .command("demo")
    .description(
      "the whole story on this machine: an embedded server, a phantom dataset, real encrypted zips",
    )
    .optionsGroup("Demo:")
    .option("-o, --out <dir>", "folder for the files of the demo", "scanferry-demo")
    .option("--keep", "leave the server running until Ctrl-C, so that the links can be tried")
    .addOption(new Option("--participants <n>", "how many participants the phantom dataset has").default("3"))
    .action(lazily(() => import("../commands/demo.js")));

  program
    .command("sandbox")
    .description("run the embedded servers until Ctrl-C, and print their addresses and logins")
    .optionsGroup("Sandbox:")
    .option("--nextcloud-port <n>", "port of the Nextcloud; 0 takes a free one", "0")
    .addOption(
      new Option("--nextcloud-version <n>", "the release to behave like").choices(["32", "27"]).default("32"),
    )
    .option("--loris-port <n>", "port of the LORIS; 0 takes a free one", "0")
    .addOption(
      new Option(
        "--loris-dialect <dialect>",
        "the LORIS to behave like: release 28, or the code base of PREVENT-AD",
      )
        .choices(["v28", "preventad"])
        .default("v28"),
    )
    .option("--xnat-port <n>", "port of the XNAT; 0 takes a free one", "0")
    .option("--xnat-dicom-port <n>", "port of the XNAT's DICOM receiver; 0 takes a free one", "0")
    .addOption(
      new Option(
        "--xnat-version <n>",
        "the release to behave like: 1.6 as recorded, or 1.9 as read in its source and not measured",
      )
        .choices(["1.6", "1.9"])
        .default("1.6"),
    )
    .action(lazily(() => import("../commands/sandbox.js")));
}
