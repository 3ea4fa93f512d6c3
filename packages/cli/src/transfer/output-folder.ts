import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { homeOf } from "../config/config-dir.js";

/**
 * Finds the folder of a download: `-o` in any of its spellings, else what is answered at the terminal (ENTER takes the
 * current folder, as in the PREVENT-AD script), else the current folder.
 *
 * @param noun - what is downloaded, e.g. "study"
 * @throws {@link ScanferryError} `input/invalid` · `local/denied`
 */
export async function outputFolder(call: CallContext, noun: string): Promise<string> {
  const { options, cwd } = call;
  const given = [options.text("output"), options.text("outputdir"), options.text("out")].filter(
    (text) => text !== undefined,
  );
  if (new Set(given).size > 1) {
    throw new ScanferryError("input/invalid", "Two different output folders are named.", {
      hint: "--output, --outputdir and --out mean the same: give one of them.",
    });
  }
  const text = given[0] ?? (await asked(call, noun)) ?? cwd;
  const folder = resolve(cwd, text);
  // Both only look, so a folder on a read-only disk will do.
  const looksOnly = options.flag("dryRun") || options.flag("check");
  if (!looksOnly && !(await exists(folder)))
    call.say(`${folder} does not exist yet; it is made when the first file comes.`);
  await refuseUnfit(folder, folder, looksOnly ? constants.F_OK : constants.W_OK);
  return folder;
}

/** No shell stands before an answer, so `~` is put in here. */
async function asked({ prompter, cwd, env }: CallContext, noun: string): Promise<string | undefined> {
  const answer = await prompter?.ask(`Folder for the ${noun}`, { default: cwd });
  return answer?.replace(/^~(?=$|[/\\])/, () => homeOf(env));
}

/** A folder that cannot be used ends the run before a password is asked for, not after an hour of planning. */
async function refuseUnfit(folder: string, named: string, mode: number): Promise<void> {
  const facts = await stat(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fsError(error, named);
  });
  if (facts === undefined) {
    const parent = dirname(folder);
    if (parent !== folder) await refuseUnfit(parent, named, mode);
    return;
  }
  if (!facts.isDirectory()) {
    throw new ScanferryError("local/denied", "A file stands where the output folder should be.", {
      hint: "Choose another folder with -o.",
      subject: named,
    });
  }
  await access(folder, mode).catch((error: unknown) => {
    throw fsError(error, named);
  });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
