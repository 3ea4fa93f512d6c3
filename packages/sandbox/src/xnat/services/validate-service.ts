import type { Answer } from "../../server/answer.js";
import { callParams } from "../answers/call-params.js";
import { tableAnswer } from "../answers/table-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { checkModify } from "../prearchive/prearchive-access.js";
import { noticesOf } from "../prearchive/validate-session.js";
import { sourcesOf } from "./sources.js";

/** `/data/services/validate-archive?src=…`: what would stand against archiving; one source alone (recorded: 117, 221). */
export async function validateService(call: XnatCall): Promise<Answer> {
  call.allow("POST");
  const [session, ...more] = sourcesOf(call, await callParams(call));
  if (session === undefined || more.length > 0)
    throw new XnatError(400, "Cannot validate multiple sessions in one request.");
  if (session.project === "Unassigned")
    throw new XnatError(400, "Cannot archive sessions from the Unassigned folder.");
  checkModify(call, session.project);
  const notices = noticesOf(call.xnat, session);
  return tableAnswer(
    call,
    {
      columns: ["code", "type", "message"],
      rows: () => notices.map(({ code, type, message }) => ({ message, code: String(code), type })),
      total: false,
    },
    { negotiated: false },
  );
}
