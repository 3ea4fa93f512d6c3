import { basename } from "node:path/posix";
import type { ShareJournal } from "../journal/share-journal.js";
import type { ShareState } from "../journal/share-state.js";
import { emptyRow, type ShareListRow } from "../list/columns.js";

/** The row of a participant whose link the journal knows. */
export function rowOf(state: ShareState): ShareListRow {
  return {
    ...emptyRow(state.subject),
    url: state.link?.url ?? "",
    password: state.password ?? "",
    linkPassword: state.linkPassword ?? "",
    expire: state.link?.expire ?? "",
    file: basename(state.remotePath),
    bytes: state.uploaded?.sizeBytes,
    sha256: state.uploaded?.sha256 ?? "",
    remotePath: state.remotePath,
    status: "shared",
    sharedAt: state.link?.sharedAt ?? "",
  };
}

/** Notes that a row is on the disk; only now the journal gives up its passwords. */
export async function noteListed(journal: ShareJournal, state: ShareState): Promise<void> {
  await journal.record(state.subject, state.attempt, { step: "listed" });
  await journal.blank(state.subject);
}
