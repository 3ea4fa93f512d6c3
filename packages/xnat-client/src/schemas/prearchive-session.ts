import { present } from "@scanferry/transfer";
import type { Fields, Row } from "./row.js";
import { text } from "./row.js";

/** A session that waits in the prearchive. */
export interface PrearchiveSession {
  /** "Unassigned" where no project was found for it. */
  readonly project: string;
  /** @example "20261121_001939962" */
  readonly timestamp: string;
  readonly folderName: string;
  /** Label that the session would get. */
  readonly name: string;
  /** Label that the subject would get. */
  readonly subject: string;
  /** @example "READY" */
  readonly status: string;
  /** Study Instance UID. */
  readonly studyUid?: string | undefined;
  readonly scanDate?: string | undefined;
  /** When the server took it in, in the server's local time. */
  readonly uploaded?: string | undefined;
  /** @example "/prearchive/projects/P1/20261121_001939962/E1" */
  readonly uri: string;
  /** The row as the server sent it. */
  readonly fields: Fields;
}

/** Reads a row of the prearchive's list. */
export function prearchiveSessionOf(row: Row): PrearchiveSession {
  const project = text(row, "project");
  return present({
    // The server's own code has no project there and prints "null" ([I], wire/xnat.md, 6).
    project: project === undefined || project === "null" ? "Unassigned" : project,
    timestamp: text(row, "timestamp") ?? "",
    folderName: text(row, "folderName") ?? "",
    name: text(row, "name") ?? "",
    subject: text(row, "subject") ?? "",
    status: text(row, "status") ?? "",
    studyUid: text(row, "tag"),
    scanDate: text(row, "scan_date")?.slice(0, 10),
    uploaded: text(row, "uploaded"),
    uri: text(row, "url") ?? "",
    fields: row,
  });
}
