/** Why a session is not archived, in the server's words; the routes give it a status of their own: SI 409, DICOM-zip 400, commit 500. */
export class ArchiveRefusal extends Error {}

/** The server's reasons (recorded: 120; the others read in its source). */
export const REFUSED = {
  exists: "Session already exists, retry with overwrite enabled",
  sameFiles: "Session already exists with matching files.",
  inProgress:
    "Session processing may already be in progress: AutoRun.  Concurrent modification is discouraged.",
  otherSubject: "Invalid modification of session subject via archive process.",
  otherStudy: "Invalid modification of session UID via archive process.",
} as const;
