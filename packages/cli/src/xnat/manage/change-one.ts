import { isAbort, isLoginFailure, toScanferryError, type TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../../call-context.js";
import { runTransfer } from "../../transfer/run-transfer.js";

interface Change {
  /** What is changed, e.g. a project's ID. */
  readonly id: string;
  readonly target: string;
  readonly action: string;
  /** Whether it is so already. */
  readonly isSo: boolean;
  /** Whether it is refused before anything is sent, so that a plan says it too. @default false */
  readonly hindered?: boolean;
  /** What it comes to. */
  readonly note: string;
  readonly change: () => Promise<void>;
}

/** Changes one setting: one result, and nothing is sent with `-n` or where it is so already. */
export function changeOne(
  call: CallContext,
  { id, target, action, isSo, hindered = false, note, change }: Change,
): Promise<number> {
  return runTransfer(
    call,
    async function* (): AsyncGenerator<TransferResult> {
      const base = { id, target, action, bytes: 0 };
      if (isSo) yield { ...base, status: "unchanged" };
      else if (call.options.flag("dryRun") && !hindered) yield { ...base, status: "planned", note };
      else {
        try {
          await change();
          yield { ...base, status: "done", note };
        } catch (error) {
          if (isAbort(error) || isLoginFailure(error)) throw error;
          yield { ...base, status: "failed", error: toScanferryError(error) };
        }
      }
    },
    { line: (result) => [result.status, id, ...(result.note === undefined ? [] : [result.note])].join("\t") },
  );
}
