import { timestamp } from "../archive/timestamp.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

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
    scan_date: `${session.scanDate} 00:00:00.0`,
    lastmod: timestamp(session.lastmodMs),
    timestamp: session.timestamp,
    status: session.status,
  };
}
