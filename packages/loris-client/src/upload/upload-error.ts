import { ScanferryError } from "@scanferry/transfer";
import { lorisError } from "../http/loris-error.js";
import { serverMessage } from "../http/server-message.js";

/** The error for an archive that the server has already. */
export function archiveExists(subject: string): ScanferryError {
  return new ScanferryError("remote/exists", "LORIS has an archive of this name for the visit already.", {
    hint: "Nothing was sent or changed. Allow overwriting to replace it.",
    subject,
  });
}

/** Turns a refused upload into an error (texts of v28). */
export function uploadError(status: number, headers: Headers, text: string, subject: string): ScanferryError {
  const said = serverMessage(text) ?? "";
  const details = { status };
  if (status === 409) return archiveExists(subject);
  if (status === 403 && /file type/i.test(said)) {
    return new ScanferryError("remote/refused", "LORIS does not take this type of file.", {
      hint: "Pack the DICOM files as .tar or .tar.gz.",
      details,
      subject,
    });
  }
  if (status === 403) {
    return new ScanferryError("auth/forbidden", "This account may not upload scans to this visit.", {
      hint: "It needs LORIS's permission “Imaging Uploader” and the visit's site. Ask the administrator of the LORIS.",
      details,
      subject,
    });
  }
  if (status === 400) {
    return new ScanferryError("remote/refused", "LORIS did not accept the archive for this visit.", {
      hint: "The name must begin with PSCID_CandID_Visit of the very participant and visit; capital letters count.",
      details,
      subject,
    });
  }
  return lorisError(status, headers, text, { subject });
}
