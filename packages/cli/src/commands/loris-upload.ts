import { basename } from "node:path";
import type { LorisClient, UploadDicomsOptions } from "@scanferry/loris-client";
import { isAbort, toScanferryError, type TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { withLoris } from "../loris/connect.js";
import { runTransfer, type TransferStart } from "../transfer/run-transfer.js";

/** `scanferry loris upload ARCHIVE… --candidate ID --visit LABEL` */
export async function run(call: CallContext): Promise<number> {
  return withLoris(call, (loris) => runTransfer(call, (from) => uploads(call, loris, from)));
}

/** One archive after the other: LORIS unpacks what it gets, and two at once would compete there. */
async function* uploads(
  call: CallContext,
  loris: LorisClient,
  from: TransferStart,
): AsyncGenerator<TransferResult> {
  const visit = loris.candidate(call.options.required("candidate")).visit(call.options.required("visit"));
  const options = { ...uploadOptions(call), ...from };
  for (const path of call.args) {
    yield await visit.uploadDicoms(path, options).catch((error: unknown) => {
      if (isAbort(error)) throw error;
      return failed(path, error);
    });
  }
}

function uploadOptions(call: CallContext): UploadDicomsOptions {
  const { options } = call;
  const process = options.text("process");
  return {
    pscid: options.text("pscid"),
    isPhantom: options.flag("phantom"),
    overwrite: options.flag("overwrite"),
    process: process === "wait" ? "wait" : process === "start",
    dryRun: options.flag("dryRun"),
    retries: options.count("retries"),
  };
}

/** An archive that fails does not stop those behind it. */
function failed(path: string, error: unknown): TransferResult {
  const id = basename(path);
  return { id, target: "", action: "upload", status: "failed", bytes: 0, error: toScanferryError(error) };
}
