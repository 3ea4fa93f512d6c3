import { basename } from "node:path";
import type { LorisClient, UploadDicomsOptions } from "@scanferry/loris-client";
import { isAbort, toScanferryError, type TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { withLoris } from "../loris/connect.js";
import { namedArchives, type NamedArchive } from "../loris/named-archives.js";
import { processArchive } from "../loris/process-archive.js";
import { safeText } from "../output/safe-text.js";
import { runTransfer, type TransferStart } from "../transfer/run-transfer.js";

/** `scanferry loris upload ARCHIVE… --candidate ID --visit LABEL` */
export async function run(call: CallContext): Promise<number> {
  const archives = await namedArchives(call.args);
  // Nobody logs in for nothing.
  if (archives.every(({ error }) => error !== undefined))
    return runTransfer(call, () => unsendable(archives));
  return withLoris(call, (loris) =>
    runTransfer(call, (from) => uploads(call, loris, from, archives), { line }),
  );
}

/** One archive after the other: LORIS unpacks what it gets, and two at once would compete there. */
async function* uploads(
  call: CallContext,
  loris: LorisClient,
  from: TransferStart,
  archives: readonly NamedArchive[],
): AsyncGenerator<TransferResult> {
  const { options } = call;
  // Folders and tables of BIDS name the participant so.
  const candidate = options.required("candidate").replace(/^sub-/i, "");
  const visit = loris.candidate(candidate).visit(options.required("visit"));
  const process = options.text("process");
  yield* unsendable(archives);
  for (const { path, error } of archives) {
    if (error !== undefined) continue;
    const sent = await visit
      .uploadDicoms(path, { ...uploadOptions(call), ...from })
      .catch((cause: unknown) => {
        if (isAbort(cause)) throw cause;
        return failed(path, cause);
      });
    yield sent;
    if (process !== undefined && sent.status === "done")
      yield await processArchive(visit, sent, { wait: process === "wait", from });
  }
}

function uploadOptions({ options }: CallContext): UploadDicomsOptions {
  return {
    pscid: options.text("pscid"),
    isPhantom: options.flag("phantom"),
    overwrite: options.flag("overwrite"),
    dryRun: options.flag("dryRun"),
    retries: options.count("retries"),
  };
}

async function* unsendable(archives: readonly NamedArchive[]): AsyncGenerator<TransferResult> {
  yield* archives.flatMap(({ path, error }) => (error === undefined ? [] : [failed(path, error)]));
}

/** An archive that fails does not stop those behind it. */
function failed(path: string, error: unknown): TransferResult {
  const id = basename(path);
  return { id, target: "", action: "upload", status: "failed", bytes: 0, error: toScanferryError(error) };
}

function line(result: TransferResult & { processing?: string }): string {
  const { status, id, target, action, processing } = result;
  const what = action === "process" ? `conversion ${processing ?? status}` : target;
  return [status, id, what].map(safeText).join("\t");
}
