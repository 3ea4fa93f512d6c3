import { ScanferryError, isScanferryError } from "@scanferry/transfer";

/** Turns an error of the file system into one of ours; the path goes into `subject`, never into the message. */
export function localError(error: unknown, path: string): ScanferryError {
  if (isScanferryError(error)) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "";
  if (code === "ENOENT") {
    return new ScanferryError("local/not-found", "A file or folder is not there.", {
      hint: "Check the path; if it lies on a network drive, check that the drive is connected.",
      subject: path,
      cause: error,
    });
  }
  if (code === "EACCES" || code === "EPERM") {
    return new ScanferryError("local/denied", "A file or folder may not be read.", {
      hint: "Ask its owner for the right to read it, or run as a user who has it.",
      subject: path,
      cause: error,
    });
  }
  if (code === "EBUSY" || code === "EMFILE" || code === "ENFILE") {
    return new ScanferryError("local/busy", "A file or folder is in use.", {
      hint: "Close other programs that use it and try again.",
      retryable: true,
      subject: path,
      cause: error,
    });
  }
  return new ScanferryError("local/denied", "A file or folder could not be read.", {
    hint: `The operating system said ${code === "" ? "nothing more" : code}; check the disk or the network drive.`,
    subject: path,
    cause: error,
  });
}
