import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { anonPlace } from "./anon-place.js";

/**
 * `/xapi/anonymize/{site,default,projects/P}[/enabled]`, on 1.9 alone; read in its source, not measured.
 *
 * PUT of `/enabled` heeds only `?enable=`: a JSON body, as its page of help asks for, is not looked at.
 */
export async function xapiAnonymize(call: XnatCall, names: readonly string[]): Promise<Answer> {
  const [area, id] = names;
  const rest = names.slice(area === "projects" ? 2 : 1);
  if (area !== "projects" && area !== "site" && area !== "default") throw new XnatError(404);
  if (rest.length > 1 || (rest[0] !== undefined && rest[0] !== "enabled")) throw new XnatError(404);
  call.allow("GET", "HEAD", "PUT");
  const place = anonPlace(call, area === "projects" ? (id ?? "") : undefined);
  if (rest[0] === "enabled") {
    if (call.reads) return json(place.script?.enabled ?? false);
    await call.exchange.text();
    place.change({ enabled: call.query.get("enable") === "true" });
    return json(true);
  }
  if (call.reads)
    return restletAnswer({ type: "text/plain;charset=UTF-8", body: place.script?.script ?? "" });
  if (area === "default") throw new XnatError(405);
  place.change({ script: await call.exchange.text() });
  return restletAnswer();
}

function json(value: boolean): Answer {
  return restletAnswer({ type: "application/json", body: String(value) });
}
