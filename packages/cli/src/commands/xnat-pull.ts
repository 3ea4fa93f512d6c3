import type { TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { safeText } from "../output/safe-text.js";
import { outputFolder } from "../transfer/output-folder.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { hintsOnce } from "../xnat/hints-once.js";
import { pullPlan } from "../xnat/pull-plan.js";

/** `scanferry xnat pull PROJECT[/SUBJECT[/SESSION[/SCAN]]] -o DIR` */
export async function run(call: CallContext): Promise<number> {
  // Wrong options and a folder that cannot be written end the run before a password is asked for.
  const { scope, options } = await pullPlan(call);
  const folder = await outputFolder(call, "files");
  return withXnat(call, (xnat) =>
    runTransfer(
      call,
      (from) => hintsOnce(call, from, (start) => xnat.pull(scope, folder, { ...options, ...start })),
      {
        verdict: ({ planned }) => (planned > 0 && options.check === true ? exit.mixed : exit.done),
        line: (result) => line(call, result),
        // A list of subjects that was written for another server would scroll everything else away.
        skipsNamed: 20,
      },
    ),
  );
}

/** A project has thousands of files, most of them as they were: those are named with -v. */
function line(call: CallContext, { status, target }: TransferResult): string | undefined {
  if (status === "unchanged" && call.options.times("verbose") === 0) return undefined;
  return `${status}\t${safeText(target)}`;
}
