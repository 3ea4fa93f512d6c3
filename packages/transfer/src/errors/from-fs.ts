import { errorCodesOf } from "./error-chain.js";
import type { ErrorCode } from "./codes.js";
import { safeCause } from "./safe-cause.js";
import { ScanferryError, isScanferryError } from "./scanferry-error.js";

interface Meaning {
  code: ErrorCode;
  message: string;
  hint: string;
  retryable?: boolean;
}

const noSpace: Meaning = {
  code: "local/no-space",
  message: "The disk is full.",
  hint: "Free some space or choose another folder, then run the same command again: what is already there is kept.",
};
/** One file is refused (FAT32 takes 4 GiB less one byte, or a limit is set by ulimit -f), the disk is not full: smaller files still go there. */
const fileTooLarge: Meaning = {
  code: "local/denied",
  message: "The local file system does not take a file of this size.",
  hint: "FAT32 (many USB sticks) takes files below 4 GiB. Choose an output folder on another disk, formatted as exFAT, NTFS, APFS or ext4.",
};
const denied: Meaning = {
  code: "local/denied",
  message: "The operating system refuses access to a local file or folder.",
  hint: "Check that you own the folder and that it is not read-only.",
};
const busy: Meaning = {
  code: "local/busy",
  message: "A local file is in use by another program.",
  hint: "Close the program that has the file open, then run the same command again.",
};
const notFound: Meaning = {
  code: "local/not-found",
  message: "A local file or folder does not exist.",
  hint: "Check the path.",
};
const tooLong: Meaning = {
  code: "data/unsafe-path",
  message: "A name is too long for the local file system.",
  hint: "Choose an output folder with a shorter path.",
};
const tooManyOpen: Meaning = {
  code: "local/busy",
  message: "Too many files are open at once.",
  hint: "Move fewer files at once (--concurrency on the command line), or raise the limit of open files (ulimit -n).",
  retryable: true,
};
const kindClash: Meaning = {
  code: "local/denied",
  message: "A folder stands where a file should go, or a file where a folder should.",
  hint: "Move it out of the way or choose another output folder.",
};

const meanings: Readonly<Record<string, Meaning>> = {
  ENOSPC: noSpace,
  EDQUOT: noSpace,
  EFBIG: fileTooLarge,
  EACCES: denied,
  EPERM: denied,
  EROFS: denied,
  ELOOP: denied,
  EBUSY: busy,
  ETXTBSY: busy,
  ENOENT: notFound,
  ENAMETOOLONG: tooLong,
  EMFILE: tooManyOpen,
  ENFILE: tooManyOpen,
  EISDIR: kindClash,
  ENOTDIR: kindClash,
  EEXIST: kindClash,
  ENOTEMPTY: kindClash,
};

/** Tells whether an error comes from the file system and has a meaning of its own here. */
export function isFsError(error: unknown): boolean {
  return errorCodesOf(error).some((code) => code in meanings);
}

/**
 * Turns an error of `node:fs` into a {@link ScanferryError}: ENOSPC → `local/no-space`, EACCES, EPERM, EROFS, EFBIG → `local/denied`,
 * EBUSY → `local/busy`, ENOENT → `local/not-found`. The path goes to `subject`, never into the message.
 *
 * @example
 * ```ts
 * await rename("a", "b").catch((caught: unknown) => {
 *   throw fsError(caught, "b");
 * });
 * ```
 */
export function fsError(error: unknown, path?: string): ScanferryError {
  if (isScanferryError(error)) return error;
  const found = errorCodesOf(error).find((code) => code in meanings);
  const meaning = found === undefined ? undefined : meanings[found];
  const cause = safeCause(error, [path]);
  const subject = path === undefined ? {} : { subject: path };
  if (meaning === undefined) {
    return new ScanferryError("internal", "A local file operation failed.", { cause, ...subject });
  }
  return new ScanferryError(meaning.code, meaning.message, {
    hint: meaning.hint,
    retryable: meaning.retryable ?? false,
    cause,
    ...subject,
  });
}
