import { ScanferryError } from "@scanferry/transfer";
import type { PresentationContext } from "../association/presentation-context.js";

/**
 * Makes the error of a file that the receiver does not take as it is.
 *
 * @param verdict what it said of the presentation context (PS3.8 table 9-18)
 */
export function contextError(
  peer: string,
  { sopClassUid, transferSyntax }: PresentationContext,
  verdict: number,
): ScanferryError {
  const details = { sopClassUid, transferSyntax, result: verdict };
  if (verdict === 3) {
    return new ScanferryError("remote/refused", `${peer} does not take objects of this kind.`, {
      hint: `Ask the administrator to accept the SOP class ${sopClassUid}.`,
      details,
    });
  }
  return new ScanferryError(
    "remote/refused",
    `${peer} does not take this kind of object as the file is written.`,
    {
      hint: `Ask the administrator to accept the transfer syntax ${transferSyntax} for it: files are sent as they are, and never converted.`,
      details,
    },
  );
}
