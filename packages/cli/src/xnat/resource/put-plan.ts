import { join, resolve } from "node:path";
import { ScanferryError, type TransferResult } from "@scanferry/transfer";
import type { PutOptions, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { stateDir } from "../../config/state-dir.js";
import type { TransferStart } from "../../transfer/run-transfer.js";
import { readPutTable } from "./put-table.js";
import { parseOwnerPath, putPlace } from "./resource-place.js";

/** What `resource put` does once it is connected. */
export type StartPut = (xnat: XnatClient, from: TransferStart) => AsyncIterable<TransferResult>;

const isTemplate = (text: string): boolean => /\{\w+\}/.test(text);

/** Reads the arguments and the options of `xnat resource put`, all of them before anybody is asked for a password. */
export async function putPlan(call: CallContext): Promise<StartPut> {
  const { args, options, cwd } = call;
  const given = putOptions(call);
  const table = options.text("from");
  const only = options.list("subjects");
  const rules = options.text("rules");
  if (table !== undefined) {
    refuseIf(args.length > 0, "A table says itself what goes where.", "Leave PATH, LABEL and FILE out.");
    refuseIf(
      (only ?? rules) !== undefined,
      "--subjects and --rules do not go with a table.",
      "Leave them out.",
    );
    const tasks = await readPutTable(resolve(cwd, table));
    return (xnat, from) => xnat.putResources(tasks, { ...given, ...from });
  }
  const [path = "", label = "", ...files] = args;
  refuseIf(
    files.length === 0,
    "PATH, LABEL and at least one FILE are needed.",
    "See the command with --help.",
  );
  const place = putPlace(path, label);
  const sources = files.map((file) => resolve(cwd, file));
  if (isTemplate(path)) {
    refuseIf(
      rules !== undefined,
      "--rules needs one session.",
      "Name the session, and go through several by a loop.",
    );
    refuseIf(
      files.length > 1,
      "A template takes one path.",
      "Put it in quotes, so that the shell leaves it as it is.",
    );
    const template = { place, files: sources[0] ?? "", only };
    return (xnat, from) => xnat.putByTemplate(template, { ...given, ...from });
  }
  refuseIf(
    only !== undefined,
    "--subjects needs a template.",
    "Write one: 'PROJECT/{subject}/{subject}-mri'.",
  );
  if (rules === undefined)
    return (xnat, from) => xnat.putResources([{ place, files: sources }], { ...given, ...from });
  const { project, subject, session } = parseOwnerPath(path);
  if (subject === undefined || session === undefined || place.scan !== undefined)
    throw invalid("--rules needs a session.", "Name it: PROJECT/SUBJECT/SESSION.");
  const { readNaming } = await import("@scanferry/dicom");
  const naming = await readNaming(resolve(cwd, rules));
  return (xnat, from) =>
    xnat
      .project(project)
      .subject(subject)
      .experiment(session)
      .putParRec(label, sources, { ...given, ...from, rules: naming });
}

/** The journal lies in the user's own folder, because sources may be read-only. */
function putOptions({ options, env, platform }: CallContext): PutOptions {
  const texts = (["format", "content", "tags"] as const).flatMap((name) => {
    const value = options.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const concurrency = options.count("concurrency", 1, 64);
  const retries = options.count("retries");
  return {
    extract: options.flag("extract"),
    overwrite: options.flag("overwrite"),
    checksum: options.flag("checksum"),
    strict: options.flag("strict"),
    dryRun: options.flag("dryRun"),
    ...Object.fromEntries(texts),
    ...(options.off("resume") ? {} : { journal: join(stateDir(env, platform), "put") }),
    ...(options.off("pack") ? { pack: false } : {}),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(retries === undefined ? {} : { retries }),
  };
}

function refuseIf(isWrong: boolean, message: string, hint: string): void {
  if (isWrong) throw invalid(message, hint);
}

function invalid(message: string, hint: string): ScanferryError {
  return new ScanferryError("input/invalid", message, { hint });
}
