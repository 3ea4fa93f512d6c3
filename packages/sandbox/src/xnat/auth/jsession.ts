import type { Answer } from "../../server/answer.js";
import { plainAnswer, restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";

/** `/data/JSESSION`: GET and POST give the bare session id, DELETE ends the session (recorded). */
export function jsession(call: XnatCall): Answer {
  call.allow("GET", "HEAD", "POST", "PUT", "DELETE");
  if (call.method === "DELETE") {
    call.xnat.sessions.end(call.session.id);
    return restletAnswer();
  }
  call.refuseJsonAccept();
  return plainAnswer(`${call.session.id}${csrfSuffix(call)}`, { negotiated: call.method === "GET" });
}

/** `/data/auth`: who is logged in, the guest included; 1.6 ends with a dot (recorded). */
export function whoIsLoggedIn(call: XnatCall): Answer {
  call.allow("GET", "HEAD");
  const dot = call.legacy ? "." : "";
  return plainAnswer(`User '${call.account.username}' is logged in${dot}${csrfSuffix(call)}`, {
    negotiated: true,
  });
}

function csrfSuffix(call: XnatCall): string {
  return call.query.get("CSRF") === "true" ? `; XNAT_CSRF=${call.session.csrf}` : "";
}
