import { readFile } from "node:fs/promises";
import { parseScanTypeMapping, type PullOptions, type ScanTypeMapping } from "@scanferry/loris-client";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { isFolder } from "../options/is-folder.js";
import { readFilters } from "./filters.js";

/** More connections than this do not make a pull faster, and each of them takes an open file and a place at the server. */
const mostAtOnce = 64;

/** Reads the options of `loris pull`, all of them before anybody is asked for a password. */
export async function pullOptions(call: CallContext): Promise<PullOptions> {
  refuseLeftOver(call);
  refuseNoResume(call);
  const { options } = call;
  const mapping = options.text("mapping");
  const concurrency = options.count("concurrency", 1, mostAtOnce);
  const retries = options.count("retries");
  return {
    ...(await readFilters(call)),
    type: options.text("type") === "minc" ? "minc" : "bids",
    dryRun: options.flag("dryRun"),
    check: options.flag("check"),
    checksum: options.flag("checksum"),
    qc: !options.off("qc"),
    sidecars: !options.off("sidecars"),
    eventNames: options.flag("keepEventNames") ? "keep" : "bids",
    ...(mapping === undefined ? {} : { mapping: await readMapping(mapping) }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(retries === undefined ? {} : { retries }),
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

/** A pull always compares with the server; passed over in silence, the option would look as if it had been followed. */
function refuseNoResume(call: CallContext): void {
  if (!call.options.off("resume")) return;
  throw new ScanferryError("input/invalid", "loris pull does not know --no-resume.", {
    hint: "Each run asks the server about every file. --checksum reads the local files again too; a folder of its own (-o DIR) begins anew.",
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
