import type { Answer } from "../../server/answer.js";
import { inChunks } from "../answers/in-chunks.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";

/** `GET /data/status/ID`: what an import told its listener; an unknown id has heard nothing (recorded: 224, 226). */
export function statusAnswer(call: XnatCall, id: string): Answer {
  call.allow("GET", "HEAD");
  const body = inChunks(JSON.stringify({ msgs: [call.xnat.statuses.of(id)] }));
  return restletAnswer({ type: "application/json", body, negotiated: true });
}
