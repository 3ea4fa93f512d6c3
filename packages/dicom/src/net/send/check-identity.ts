import { ScanferryError } from "@scanferry/transfer";
import type { SendIdentity } from "./send-file.js";

/** PS3.5 9.1; leading zeros and the like are left to the receiver. */
const uid = /^[0-9.]{1,64}$/;

/** Says what is wrong with UIDs that no receiver could be asked about. */
export function identityError(
  { sopClassUid, sopInstanceUid, transferSyntax }: SendIdentity,
  subject: string,
): ScanferryError | undefined {
  if ([sopClassUid, sopInstanceUid, transferSyntax].every((text) => uid.test(text))) return undefined;
  return new ScanferryError("data/corrupt", "A DICOM file does not say what it is.", {
    hint: "SOP class, SOP instance or transfer syntax are missing or no UIDs: look at the file with dcmdump.",
    subject,
  });
}
