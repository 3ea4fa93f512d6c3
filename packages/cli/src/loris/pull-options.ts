import { readFile } from "node:fs/promises";
import { parseScanTypeMapping, type PullOptions, type ScanTypeMapping } from "@scanferry/loris-client";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { isFolder } from "../options/is-folder.js";
import { pullSettings } from "../transfer/pull-settings.js";
import { readFilters } from "./filters.js";

/** Reads the options of `loris pull`, all of them before anybody is asked for a password. */
export async function pullOptions(call: CallContext): Promise<PullOptions> {
  refuseLeftOver(call);
  const settings = pullSettings(call, "loris pull");
  const { options } = call;
  const mapping = options.text("mapping");
  return {
    ...(await readFilters(call)),
    ...settings,
    type: options.text("type") === "minc" ? "minc" : "bids",
    qc: !options.off("qc"),
    sidecars: !options.off("sidecars"),
    eventNames: options.flag("keepEventNames") ? "keep" : "bids",
    ...(mapping === undefined ? {} : { mapping: await readMapping(mapping) }),
  };
}

/** `-v LABEL` chose visits in the PREVENT-AD script; here `-v` says more, and the label is left over. */
function refuseLeftOver(call: CallContext): void {
  const [first] = call.args;
  if (first === undefined) return;
  throw new ScanferryError("input/invalid", "loris pull takes no argument.", {
    hint: "Visits are chosen by --visitlabels LIST (-v prints more), the folder by -o DIR, the project by --project NAME.",
    subject: first,
  });
}

async function readMapping(path: string): Promise<ScanTypeMapping> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw isFolder(error) ? noMapping("A mapping is a file, not a folder.", path) : fsError(error, path);
  });
  let value: unknown;
  try {
    // Editors on Windows put a BOM before it.
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw noMapping("The file of --mapping is not JSON.", path);
  }
  return parseScanTypeMapping(value);
}

function noMapping(message: string, subject: string): ScanferryError {
  return new ScanferryError("input/invalid", message, {
    hint: 'For example: {"t1": "anat/T1w", "localizer": null}',
    subject,
  });
}
