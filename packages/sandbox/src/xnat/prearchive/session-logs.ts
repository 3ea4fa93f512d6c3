import type { Answer } from "../../server/answer.js";
import { plainAnswer } from "../answers/restlet-answer.js";
import { tableAnswer } from "../answers/table-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";
import { noticesOf } from "./validate-session.js";

/** `…/logs[/last]`: why a session waits, as far as the look-alike knows; the real log tells more (shape inferred). */
export function sessionLogs(
  call: XnatCall,
  session: XnatPrearchiveSession,
  which: string | undefined,
): Answer {
  if (which !== undefined && which !== "last" && which !== "0") throw new XnatError(404);
  const waits = session.status === "CONFLICT" || session.status === "ERROR";
  const lines = waits ? noticesOf(call.xnat, session).map(({ message }) => message) : [];
  if (which !== undefined) return plainAnswer(lines.at(-1) ?? "", { negotiated: true });
  return tableAnswer(call, {
    columns: ["id", "entry"],
    rows: () => lines.map((entry, index) => ({ id: String(index), entry })),
    total: false,
  });
}
