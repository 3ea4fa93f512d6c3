import type { Answer } from "../../server/answer.js";
import { callParams } from "../answers/call-params.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatExperiment } from "../archive/archive-types.js";
import { canEdit } from "../auth/access.js";

/** `/data/services/refresh/catalog?resource=/archive/…`: 200 and nothing for a session that there is, 500 else (recorded: 137, 203). */
export async function refreshCatalog(call: XnatCall): Promise<Answer> {
  call.allow("POST");
  const params = await callParams(call);
  for (const address of params.getAll("resource")) {
    const experiment = experimentAt(call, address);
    if (experiment === undefined) throw new XnatError(500, "java.lang.NullPointerException");
    const project = call.xnat.archive.project(experiment.project);
    if (project === undefined || !canEdit(project, call.account)) throw new XnatError(403);
  }
  return restletAnswer();
}

/** 1.6 finds no resource below an accession id without its project (recorded: 203). */
function experimentAt(call: XnatCall, address: string): XnatExperiment | undefined {
  const [, project, name] =
    /^\/?(?:data\/)?(?:archive\/)?projects\/([^/]+)\/subjects\/[^/]+\/experiments\/([^/]+)/.exec(address) ??
    [];
  if (project !== undefined && name !== undefined) return call.xnat.archive.experiment(name, project);
  const id = /^\/?(?:data\/)?(?:archive\/)?experiments\/([^/]+)/.exec(address)?.[1];
  return id === undefined || call.legacy ? undefined : call.xnat.archive.experiment(id);
}
