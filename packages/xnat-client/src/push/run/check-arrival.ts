import { ScanferryError } from "@scanferry/transfer";
import type { Arrival } from "../look/arrival.js";
import type { SessionRun } from "./push-run.js";

/**
 * Checks that everything is there, and says by what that was seen.
 *
 * @param isOwn Whether the session was made by this transfer, so that strange instances in it can be nobody else's.
 * @throws {@link ScanferryError} `data/size-mismatch` with the counts; `remote/conflict` where somebody else's came into the same session
 */
export function checkArrival(
  { emit, session }: Pick<SessionRun, "emit" | "session">,
  arrival: Arrival,
  { isOwn }: { isOwn: boolean },
): string {
  const { missing, there, others, expected } = arrival;
  if (missing === 0 && isOwn && others > 0) throw mixedUp(session.id, expected.count, others);
  if (missing === 0) return arrival.verifiedBy;
  if (isOwn && there === 0 && others === expected.count) {
    emit({
      type: "warning",
      id: session.id,
      message: "XNAT has as many files as were sent, and their instances have other UIDs.",
      hint: "Its anonymization script seems to change UIDs, so that only their number could be compared.",
    });
    return "their number";
  }
  throw new ScanferryError(
    "data/size-mismatch",
    `${String(missing)} of ${String(expected.count)} files did not arrive.`,
    {
      hint: "Run the same command again: only what is missing is sent. If it stays so, the site may filter series, or the disk of the server may be full.",
      retryable: true,
      details: { expectedFiles: expected.count, arrivedFiles: there, otherFiles: others },
      subject: session.id,
    },
  );
}

function mixedUp(subject: string, expectedFiles: number, otherFiles: number): ScanferryError {
  return new ScanferryError(
    "remote/conflict",
    `Besides what was sent, ${String(otherFiles)} other files are in the session now.`,
    {
      hint: "Somebody else sent to it meanwhile. Look at its scans (scanferry xnat prearchive show), then archive or delete it there; with --overwrite append the same command archives all of it.",
      details: { reason: "mixed", expectedFiles, otherFiles },
      subject,
    },
  );
}
