import {
  changedError,
  isAbort,
  isLoginFailure,
  toScanferryError,
  type TransferResult,
} from "@scanferry/transfer";
import type { MadeThing, MakeOptions, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { runTransfer } from "../../transfer/run-transfer.js";
import { withXnat } from "../connect.js";

/** Makes things one after the other, each with a result of its own. */
export async function makeEach(
  call: CallContext,
  paths: readonly string[],
  make: (xnat: XnatClient, path: string, options: MakeOptions) => Promise<MadeThing>,
): Promise<number> {
  const { options } = call;
  const dryRun = options.flag("dryRun");
  const update = options.flag("update");
  return withXnat(call, (xnat) =>
    runTransfer(
      call,
      async function* ({ signal }): AsyncGenerator<TransferResult> {
        for (const id of paths) {
          if (signal.aborted) return;
          const base = { id, action: "create", bytes: 0 };
          try {
            const { status, uri, changed } = await make(xnat, id, { update, dryRun, signal });
            const note = status === "updated" ? { note: `changed: ${changed.join(", ")}` } : {};
            const ended = status === "unchanged" ? "unchanged" : dryRun ? "planned" : "done";
            yield { ...base, target: uri, status: ended, ...note };
          } catch (error) {
            if (isAbort(error) || isLoginFailure(error)) throw error;
            yield { ...base, target: "", status: "failed", error: forCommand(error) };
          }
        }
      },
      {
        line: ({ status, id, target, note }) =>
          [status, id, target, ...(note === undefined ? [] : [note])].join("\t"),
      },
    ),
  );
}

/** The library says “say that it is to be updated”; here that is an option. */
function forCommand(error: unknown): ReturnType<typeof toScanferryError> {
  const known = toScanferryError(error);
  const { details } = known;
  if (known.code !== "remote/exists" || typeof details?.["differs"] !== "string") return known;
  return changedError(known, { hint: `It is left as it is. --update changes it: ${details["differs"]}.` });
}
