import type { TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { safeText } from "../output/safe-text.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { hintsOnce } from "../xnat/hints-once.js";
import { putPlan } from "../xnat/resource/put-plan.js";

/** `scanferry xnat resource put PATH LABEL FILE…` */
export async function run(call: CallContext): Promise<number> {
  const start = await putPlan(call);
  return withXnat(call, (xnat) =>
    runTransfer(call, (from) => hintsOnce(call, from, (own) => start(xnat, own)), {
      line: (result) => line(call, result),
      skipsNamed: 20,
    }),
  );
}

/** What is there already is named with -v; the id says where it lies. */
function line(call: CallContext, { status, id }: TransferResult): string | undefined {
  if (status === "unchanged" && call.options.times("verbose") === 0) return undefined;
  return `${status}\t${safeText(id)}`;
}
