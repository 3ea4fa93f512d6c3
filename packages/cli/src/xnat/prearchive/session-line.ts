import type { PrearchiveSession } from "@scanferry/xnat-client";

/** The head of the table of sessions that wait. */
export const sessionHead = ["STATUS", "PROJECT", "SUBJECT", "SESSION", "SCANNED", "ARRIVED", "URL"];

/** The cells of a session that waits. */
export function cellsOfSession(session: PrearchiveSession): string[] {
  const { status, project, subject, name, scanDate, uploaded, uri } = session;
  return [status, project, subject, name, scanDate ?? "", uploaded?.slice(0, 16) ?? "", uri];
}

/** The `--json` record of a session that waits. */
export function sessionRecord(session: PrearchiveSession): Readonly<Record<string, unknown>> {
  const { uri, name, fields: _, ...rest } = session;
  return { type: "prearchive", id: idOf(session), label: name, uri, ...rest };
}

/** What a session is called in results, as push calls it. */
export function idOf({ subject, name }: PrearchiveSession): string {
  return `${subject}/${name}`;
}
