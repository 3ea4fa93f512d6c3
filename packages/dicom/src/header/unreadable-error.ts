import { ScanferryError } from "@scanferry/transfer";
import type { Unreadable } from "./dicom-header.js";

const sentences: Readonly<Record<Unreadable, readonly [message: string, hint: string]>> = {
  empty: ["The file is empty.", "Copy it again from where it came from."],
  "not-dicom": ["The file is not a DICOM file.", "Leave it out, or check that it is the file you meant."],
  truncated: [
    "The file is truncated: it announces more bytes than it has.",
    "Copy it again from where it came from.",
  ],
  dicomdir: [
    "The file is a DICOMDIR, the table of contents of a medium, and no scan.",
    "Give the folder that the scans lie in; a DICOMDIR is not needed to send them.",
  ],
  "no-identity": [
    "The DICOM file lacks the UID of its SOP class, its SOP instance, its study or its series.",
    "An archive cannot file it. Export it again from the scanner or the archive it came from.",
  ],
};

/** The error that stands for a file which is not to be sent; `details.reason` has its kind for programs. */
export function unreadableError(reason: Unreadable, path?: string): ScanferryError {
  const [message, hint] = sentences[reason];
  return new ScanferryError("data/corrupt", message, {
    hint,
    details: { reason },
    ...(path === undefined ? {} : { subject: path }),
  });
}
