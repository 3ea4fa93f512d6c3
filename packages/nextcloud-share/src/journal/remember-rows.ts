import { randomBytes } from "node:crypto";
import type { ShareListRow } from "../list/columns.js";
import type { ShareJournal } from "./share-journal.js";

/**
 * Lets the journal know rows of which it knows nothing: those of today's script, or of a list whose journal was lost. When
 * such a row is deleted later, its link proves that the file on the server is the one that was shared.
 */
export async function rememberRows(journal: ShareJournal, rows: Iterable<ShareListRow>): Promise<void> {
  for (const { subject, url, remotePath, bytes, sha256, status } of rows) {
    const known = journal.state(subject);
    const mayLearn = known === undefined || known.step === "cleared";
    if (!mayLearn || url === "" || status === "revoked") continue;
    await journal.remember(subject, randomBytes(8).toString("hex"), {
      step: "imported",
      url,
      remotePath,
      ...(bytes === undefined || sha256 === "" ? {} : { sizeBytes: bytes, sha256 }),
    });
  }
}
