import { ScanferryError } from "@scanferry/transfer";

/** Why a session that was to be replaced is skipped. */
export function leftAlone(subject: string): ScanferryError {
  return new ScanferryError(
    "remote/exists",
    "The session in the archive was left as it is, and nothing was sent.",
    {
      hint: "Replacing it was not confirmed. --yes confirms it for all.",
      details: { reason: "not-confirmed" },
      subject,
    },
  );
}
