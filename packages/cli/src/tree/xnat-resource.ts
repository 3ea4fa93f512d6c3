import type { Command } from "commander";
import { gathered } from "./gathered.js";
import { lazily } from "./lazily.js";
import { provider } from "./provider.js";

const pathHelp = "PROJECT[/SUBJECT[/SESSION[/SCAN]]]";
const labelHelp = "label of the resource, e.g. NIFTI";

/** Declares `scanferry xnat resource …`. */
export function addXnatResource(xnat: Command): void {
  const resource = xnat
    .command("resource")
    .description("list, download, upload and delete files of a project, subject, session or scan");

  resource
    .command("ls")
    .description("list the resources of a place, or the files of one")
    .argument("<path>", pathHelp)
    .argument("[label]", labelHelp)
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-resource-ls.js")));

  resource
    .command("get")
    .description("download a resource into a folder of its name, or some of its files")
    .argument("<path>", pathHelp)
    .argument("<label>", labelHelp)
    .argument("[files...]", "only these: paths below the resource, folders (sub/) or globs ('*.nii.gz')")
    .optionsGroup("Download:")
    .option(
      "-o, --output <dir>",
      "folder for the resource's folder; default: asked for in a terminal, else the current folder",
    )
    .option("--checksum", "read local files again and compare their digests, instead of size and time")
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-resource-get.js")));

  resource
    .command("put")
    .description("upload files and folders to a resource, or to those of many subjects")
    .argument(
      "[path]",
      `${pathHelp}, or a template such as 'PROJECT/{subject}/{subject}-mri'; none with --from`,
    )
    .argument("[label]", `${labelHelp}; it is made where it is missing`)
    .argument("[files...]", "files and folders; with a template one path, e.g. 'data/{subject}/maps'")
    .optionsGroup("Files:")
    .option("--extract", "unpack .zip, .tar, .tar.gz and .tgz on the server")
    .option("--overwrite", "replace files of the same name and another content")
    .option("--format <text>", "what the server notes as their format, e.g. NIFTI")
    .option("--content <text>", "what the server notes as their content, e.g. RAW")
    .option("--tags <text>", "what the server notes as their tags")
    .option("--no-pack", "send each small file by itself, instead of many as one zip that the server unpacks")
    .option("--checksum", "read back what the server lists without a digest, and compare")
    .optionsGroup("Many at once:")
    .option(
      "--from <table.csv>",
      "a table with the columns path, label and file; files count from its folder",
    )
    .option("--subjects <list>", "with a template: only these subjects", gathered)
    .option("--rules <file>", "a naming file, which sorts Philips PAR/REC pairs into the scans of a session")
    .option("--strict", "exit with 5, before the first byte, when a subject or session is not on the server")
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-resource-put.js")));

  resource
    .command("rm")
    .description("delete files of a resource, or the whole of it")
    .argument("<path>", pathHelp)
    .argument("<label>", labelHelp)
    .argument("[files...]", "only these: paths below the resource, folders (sub/) or globs ('*.tmp')")
    .optionsGroup("XNAT:")
    .addOption(provider())
    .action(lazily(() => import("../commands/xnat-resource-rm.js")));
}
