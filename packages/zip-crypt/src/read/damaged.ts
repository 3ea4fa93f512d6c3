import { ScanferryError } from "@scanferry/transfer";

/** The error for an archive that is not whole or contradicts itself. */
export function damaged(
  message: string,
  init: { cause?: unknown; subject?: string; hint?: string } = {},
): ScanferryError {
  return new ScanferryError("data/corrupt", message, {
    hint: "Get the archive again. If it arrives damaged again, it has to be made again.",
    ...init,
  });
}

/** The error for data whose CRC or authentication code does not match. */
export function checksumMismatch(name: string, what: "CRC" | "authentication code"): ScanferryError {
  return new ScanferryError("data/checksum-mismatch", `The ${what} of an entry does not match its data.`, {
    hint: "The archive was damaged or altered. Get it again.",
    subject: name,
  });
}

/** The error for a password that does not open an entry. */
export function wrongPassword(name: string): ScanferryError {
  return new ScanferryError("auth/rejected", "The password does not open this archive.", {
    hint: "Check the password: capital letters, spaces and hyphens count.",
    subject: name,
  });
}
