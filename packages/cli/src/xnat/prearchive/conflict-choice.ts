import { isScanferryError, ScanferryError } from "@scanferry/transfer";
import type { Overwrite } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import type { TransferStart } from "../../transfer/run-transfer.js";

/** What to do with a session that the server refuses because of one in the archive. */
export type Choice = "append" | "overwrite" | "skip" | "fail";

/** Reasons that another way of archiving can go past. */
const passable: readonly unknown[] = ["exists", "same-files", "same-scan", "processing"];

/** Whether an error is one that a choice may mend. */
export function isChoosable(error: unknown): error is ScanferryError {
  return (
    (isScanferryError(error, "remote/exists") || isScanferryError(error, "remote/conflict")) &&
    passable.includes(error.details?.["reason"])
  );
}

/** How a choice archives; nothing for what leaves the session where it is. */
export function overwriteOf(choice: Choice): Overwrite | undefined {
  return choice === "append" ? "append" : choice === "overwrite" ? "delete" : undefined;
}

/** Takes the choice from --on-conflict, or asks in a terminal; without both, the session has failed. */
export async function conflictChoice(
  call: CallContext,
  id: string,
  error: ScanferryError,
  aside: TransferStart["aside"],
): Promise<Choice> {
  const given = call.options.text("onConflict") as Choice | undefined;
  if (given !== undefined) return given;
  if (call.prompter === undefined || call.options.flag("yes")) return "fail";
  const { prompter } = call;
  let answer = "fail";
  await aside(async () => {
    call.tell(`${id}: ${error.message}`);
    answer = await prompter.ask("append its new scans, overwrite what is there, or skip it?", {
      default: "skip",
      check: (text) =>
        /^(append|overwrite|skip)$/i.test(text) ? undefined : "Please answer append, overwrite or skip.",
    });
  });
  return answer.toLowerCase() as Choice;
}
