import type { Answer } from "../../server/answer.js";
import { tableAnswer, type TableWriting } from "../answers/table-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { timestamp } from "../archive/timestamp.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

/** In the order of XML and CSV (recorded: 227). */
const COLUMNS = [
  "project",
  "timestamp",
  "lastmod",
  "uploaded",
  "scan_date",
  "scan_time",
  "subject",
  "folderName",
  "name",
  "tag",
  "status",
  "url",
  "autoarchive",
  "prevent_anon",
  "prevent_auto_commit",
  "SOURCE",
  "VISIT",
  "PROTOCOL",
  "TIMEZONE",
] as const;

/** A session of the prearchive as its lists show it; keys in the recorded order (111-prearc-list). */
export function prearchiveRow(session: XnatPrearchiveSession): Readonly<Record<string, string>> {
  return {
    prevent_anon: String(session.preventAnon),
    subject: session.subject,
    PROTOCOL: "",
    project: session.project,
    url: session.url,
    autoarchive: session.autoarchive,
    VISIT: "",
    prevent_auto_commit: String(session.preventAutoCommit),
    // Filled in once the session was built (111: RECEIVING has none; 134: READY has one).
    uploaded: session.built ? timestamp(session.uploadedMs) : "",
    name: session.name,
    SOURCE: session.source,
    scan_time: "",
    folderName: session.folderName,
    tag: session.tag,
    TIMEZONE: "",
    scan_date: session.scanDate === "" ? "" : `${session.scanDate} 00:00:00.0`,
    lastmod: timestamp(session.lastmodMs),
    timestamp: session.timestamp,
    status: session.status,
  };
}

/** Rows of sessions, without a total (recorded). */
export function prearchiveTable(
  call: XnatCall,
  sessions: readonly XnatPrearchiveSession[],
  writing: TableWriting = {},
): Answer {
  const all = sessions.map(prearchiveRow);
  return tableAnswer(call, { columns: COLUMNS, rows: () => all, total: false }, writing);
}
