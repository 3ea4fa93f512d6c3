import { ScanferryError, type TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import type { TransferStart } from "../transfer/run-transfer.js";

/**
 * Gives results as a person reads them: what is skipped comes in hundreds with one hint, which a warning or the first result has told; and a label of the
 * server that resembles a missing one is named. Programs get each record whole.
 */
export async function* hintsOnce(
  call: CallContext,
  from: TransferStart,
  start: (from: TransferStart) => AsyncIterable<TransferResult>,
): AsyncGenerator<TransferResult, void, undefined> {
  const told = new Set<string>();
  const results = start({
    ...from,
    onEvent: (event) => {
      // Under -q warnings are not shown.
      if (event.type === "warning" && event.hint !== undefined && !call.options.flag("quiet"))
        told.add(event.hint);
      from.onEvent(event);
    },
  });
  for await (const result of results) {
    const { status, error } = result;
    if (call.out.json || status !== "skipped" || error === undefined) yield result;
    else yield { ...result, error: shortened(error, told) };
  }
}

function shortened({ code, message, hint, details }: ScanferryError, told: Set<string>): ScanferryError {
  const alike = details?.["alike"];
  const text = typeof alike === "string" ? `${message} A label there is ${alike}.` : message;
  const isNew = hint !== undefined && !told.has(hint);
  if (isNew) told.add(hint);
  return new ScanferryError(code, text, { ...(isNew && { hint }), ...(details && { details }) });
}
