import { resolve } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import { readExclusions, type PlanOptions } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { readSubjects } from "../filters.js";

/** Reads the options of a plan, and the files that they name; all of them before anybody is asked for a password. */
export async function planSettings(call: CallContext): Promise<PlanOptions> {
  const { options } = call;
  if (options.text("workdir") !== undefined)
    call.say("--workdir is not needed and not used: each session is packed while it is sent.");
  const rules = options.text("rules");
  const excludeFrom = exclusionFile(call);
  const subjects = await readSubjects(call);
  const exclude = options.paths("exclude");
  return {
    project: options.required("project"),
    layout: options.text("layout"),
    byHeader: options.flag("byHeader"),
    subject: options.text("subject"),
    session: options.text("session"),
    sessionLabel: options.text("sessionLabel"),
    subjects,
    series: options.list("series"),
    ...(exclude.length === 0 ? {} : { exclude }),
    excludeFrom: excludeFrom === undefined ? undefined : await readExclusions(resolve(call.cwd, excludeFrom)),
    rules: rules === undefined ? undefined : await namingRules(resolve(call.cwd, rules)),
    splitStudies: options.flag("splitStudies"),
    sameStudy: options.flag("sameStudy"),
    skipUnreadable: options.flag("skipUnreadable"),
  };
}

/** The script's own name for the option is taken too (today/002). */
function exclusionFile({ options }: CallContext): string | undefined {
  const files = [options.text("excludeFrom"), options.text("config")].filter((file) => file !== undefined);
  if (files.length > 1) {
    throw new ScanferryError("input/invalid", "Two files of exclusions are named.", {
      hint: "--config means the same as --exclude-from: give one of them.",
    });
  }
  return files[0];
}

/** The parser of YAML is loaded only by those who name a file. */
async function namingRules(path: string): Promise<PlanOptions["rules"]> {
  const { readNaming } = await import("@scanferry/dicom");
  return readNaming(path);
}
