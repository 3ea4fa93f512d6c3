import { ScanferryError } from "@scanferry/transfer";

/** Statuses as they are written in the standard, e.g. "A700". */
export function statusText(status: number): string {
  return status.toString(16).toUpperCase().padStart(4, "0");
}

/** Whether a status means that the object was stored with a remark (PS3.7 C). */
export function isWarning(status: number): boolean {
  return status === 0x0001 || status === 0x0107 || status === 0x0116 || status >>> 12 === 0xb;
}

/**
 * Makes an error of a status that is no success (PS3.4 B.2.3, PS3.7 C).
 *
 * @param peer how the receiver is named
 */
export function statusError(peer: string, status: number): ScanferryError {
  const details = { dimseStatus: statusText(status) };
  if (status >>> 8 === 0xa7) {
    return new ScanferryError("remote/quota", `${peer} has no room left for an object.`, {
      hint: "Ask the receiver's administrator for space, then run the same command again.",
      details,
    });
  }
  if (status === 0x0124) {
    return new ScanferryError("remote/refused", `${peer} does not permit us to store.`, {
      hint: "Ask the receiver's administrator to permit the calling AE title.",
      details,
    });
  }
  return new ScanferryError("remote/refused", `${peer} refused an object (status ${statusText(status)}).`, {
    hint: hintOf(status),
    details,
  });
}

function hintOf(status: number): string {
  if (status >>> 8 === 0xa9) return "The object is not what its header says: look at the file with dcmdump.";
  if (status >>> 12 === 0xc) return "The receiver cannot understand the object: its own log says why.";
  return "The receiver's own log says why.";
}
