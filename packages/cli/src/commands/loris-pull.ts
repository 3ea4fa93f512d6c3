import type { TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withLoris } from "../loris/connect.js";
import { outputFolder } from "../transfer/output-folder.js";
import { pullOptions } from "../loris/pull-options.js";
import { safeText } from "../output/safe-text.js";
import { runTransfer } from "../transfer/run-transfer.js";
import type { RunSummary } from "../transfer/run-summary.js";

/** `scanferry loris pull -o DIR` */
export async function run(call: CallContext): Promise<number> {
  // Wrong options and a folder that cannot be written end the run before a password is asked for.
  const options = await pullOptions(call);
  const folder = await outputFolder(call, "study");
  return withLoris(call, (loris) =>
    runTransfer(call, ({ signal, onEvent }) => loris.pull(folder, { ...options, signal, onEvent }), {
      verdict: (summary) => verdict(call, summary),
      line: (result) => line(call, result),
      matches: isOfAnImage,
    }),
  );
}

/** Files at the root of a dataset come with any choice of images, also with an empty one. */
function isOfAnImage({ target }: TransferResult): boolean {
  return target.includes("/") && !target.startsWith(".scanferry/");
}

/** A study has thousands of files, most of them as they were: those are named with -v. */
function line(call: CallContext, { status, target }: TransferResult): string | undefined {
  if (status === "unchanged" && call.options.times("verbose") === 0) return undefined;
  return `${status}\t${safeText(target)}`;
}

/** The exit code where nothing failed. */
function verdict(call: CallContext, { planned, skipped, leftOutOnPurpose }: RunSummary): number {
  if (skipped > leftOutOnPurpose && call.options.flag("strict")) return exit.missing;
  return planned > 0 && call.options.flag("check") ? exit.mixed : exit.done;
}
