import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";

/**
 * Finds the folder of a study: `-o` in any of its spellings, else what is answered at the terminal (ENTER takes the
 * current folder, as in the PREVENT-AD script), else the current folder.
 *
 * @throws {@link ScanferryError} `input/invalid` · `local/denied`
 */
export async function outputFolder(call: CallContext): Promise<string> {
  const { options, prompter, cwd } = call;
  const given = [options.text("output"), options.text("outputdir"), options.text("out")].filter(
    (text) => text !== undefined,
  );
  if (new Set(given).size > 1) {
    throw new ScanferryError("input/invalid", "Two different output folders are named.", {
      hint: "--output, --outputdir and --out mean the same: give one of them.",
    });
  }
  const text = given[0] ?? (await prompter?.ask("Folder for the study", { default: cwd })) ?? cwd;
  const folder = resolve(cwd, text);
  if (!(await exists(folder)) && !options.flag("dryRun") && !options.flag("check")) {
    call.say(`${folder} does not exist yet; it is made.`);
  }
  await refuseUnwritable(folder, folder);
  return folder;
}

/** A folder that cannot be written ends the run before a password is asked for, not after an hour of planning. */
async function refuseUnwritable(folder: string, named: string): Promise<void> {
  const facts = await stat(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fsError(error, named);
  });
  if (facts === undefined) {
    const parent = dirname(folder);
    if (parent !== folder) await refuseUnwritable(parent, named);
    return;
  }
  if (!facts.isDirectory()) {
    throw new ScanferryError("local/denied", "A file stands where the output folder should be.", {
      hint: "Choose another folder with -o.",
      subject: named,
    });
  }
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw fsError(error, named);
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
