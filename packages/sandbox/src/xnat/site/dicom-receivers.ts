import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";

/** `/xapi/dicomscp[/ID]`, on 1.9 alone: the list is for everybody, one entry for administrators (read in its source, not measured). */
export function dicomReceivers(call: XnatCall, names: readonly string[]): Answer {
  call.allow("GET", "HEAD");
  const { receiver } = call.xnat;
  const all = receiver.port === 0 ? [] : [entry(receiver.aeTitle, receiver.port)];
  const [id, ...more] = names;
  if (id === undefined) return json(all);
  if (call.account.admin !== true) throw new XnatError(403);
  const one = all.find((known) => String(known.id) === id);
  if (one === undefined || more.length > 0) throw new XnatError(404);
  return json(one);
}

function entry(aeTitle: string, port: number): { readonly id: number } & Readonly<Record<string, unknown>> {
  return {
    id: 1,
    aeTitle,
    port,
    identifier: "dicomObjectIdentifier",
    fileNamer: "",
    enabled: true,
    customProcessing: false,
    directArchive: false,
    anonymizationEnabled: true,
    whitelistEnabled: false,
    whitelist: [],
    routingExpressionsEnabled: false,
    projectRoutingExpression: "",
    subjectRoutingExpression: "",
    sessionRoutingExpression: "",
  };
}

function json(value: unknown): Answer {
  return restletAnswer({ type: "application/json", body: JSON.stringify(value) });
}
