import { type ErrorCode, ScanferryError, isScanferryError } from "@scanferry/transfer";

const known: Readonly<Record<string, [ErrorCode, string, string]>> = {
  ENOENT: ["local/not-found", "A file or folder does not exist.", "Check the path."],
  ENOTDIR: ["local/not-found", "A part of the path is not a folder.", "Check the path."],
  EACCES: [
    "local/denied",
    "The system refused access to a file.",
    "Check the permissions of the file and its folder.",
  ],
  EPERM: [
    "local/denied",
    "The system refused access to a file.",
    "Check the permissions of the file and its folder.",
  ],
  EROFS: ["local/denied", "The disk is read-only.", "Choose another folder."],
  EISDIR: ["input/invalid", "A folder was given where a file is needed.", "Give the path of a file."],
  ENOSPC: ["local/no-space", "The disk is full.", "Free some space, then run the same command again."],
  EDQUOT: [
    "local/no-space",
    "The disk quota is used up.",
    "Free some space, then run the same command again.",
  ],
  EBUSY: [
    "local/busy",
    "A file is open in another program.",
    "Close it there, then run the same command again.",
  ],
};

/** Turns a file system failure into one of the stable codes; the path goes into `subject`, never into the message. */
export function localError(error: unknown, path: string): ScanferryError {
  if (isScanferryError(error)) return error;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const [stable, message, hint] = known[code] ?? [
    "internal",
    "A file could not be read or written.",
    "Look at the cause of this error.",
  ];
  return new ScanferryError(stable, message, { hint, cause: error, subject: path });
}
