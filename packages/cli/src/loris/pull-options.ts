import { readFile } from "node:fs/promises";
import { parseScanTypeMapping, type PullOptions, type ScanTypeMapping } from "@scanferry/loris-client";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { readFilters } from "./filters.js";

/** Reads the options of `loris pull`, all of them before anybody is asked for a password. */
export async function pullOptions(call: CallContext): Promise<PullOptions> {
  refuseLeftOver(call);
  const { options } = call;
  const mapping = options.text("mapping");
  const concurrency = options.count("concurrency", 1);
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

async function readMapping(path: string): Promise<ScanTypeMapping> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw fsError(error, path);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ScanferryError("input/invalid", "The file of --mapping is not JSON.", {
      hint: 'For example: {"t1": "anat/T1w", "localizer": null}',
      subject: path,
    });
  }
  return parseScanTypeMapping(value);
}
