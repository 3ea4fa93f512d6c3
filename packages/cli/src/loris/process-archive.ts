import type { DicomUpload, LorisClient, ProcessingState } from "@scanferry/loris-client";
import { isAbort, ScanferryError, toScanferryError, type TransferResult } from "@scanferry/transfer";
import type { TransferStart } from "../transfer/run-transfer.js";

type VisitHandle = ReturnType<ReturnType<LorisClient["candidate"]>["visit"]>;

/** How LORIS's conversion of an archive went: a record of its own, because the archive is there whatever becomes of it. */
export interface ProcessResult extends TransferResult {
  processing?: ProcessingState;
}

/** Starts the conversion of an archive that was sent, and waits for its end if asked to. */
export async function processArchive(
  visit: VisitHandle,
  sent: DicomUpload,
  { wait, from }: { wait: boolean; from: TransferStart },
): Promise<ProcessResult> {
  const { id, target, uploadId } = sent;
  const result = { id, target, action: "process", bytes: 0 };
  if (uploadId === undefined) return { ...result, status: "failed", error: unnumbered() };
  try {
    const processing = await visit.processDicoms(id, uploadId, { wait, ...from });
    if (processing !== "failed") return { ...result, status: "done", processing };
    return { ...result, status: "failed", processing, error: unconverted() };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { ...result, status: "failed", error: toScanferryError(error) };
  }
}

function unnumbered(): ScanferryError {
  return new ScanferryError("remote/refused", "The conversion cannot be started from here.", {
    hint: "The archive itself has arrived. Starting it needs LORIS 24 or later and an account that may see its uploads; start it on the web page of the LORIS.",
  });
}

function unconverted(): ScanferryError {
  return new ScanferryError("remote/refused", "LORIS could not convert the archive.", {
    hint: "The archive itself has arrived. The imaging uploader on the web page of the LORIS says what is wrong with it.",
  });
}
