import type { Answer } from "../../server/answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatExperiment, XnatProject, XnatSubject } from "../archive/archive-types.js";
import { canRead } from "../auth/access.js";
import { recordList } from "./columns.js";
import { experimentColumns } from "./experiment-columns.js";

/** Sessions of a project, of a subject, or all that one may read; `xsiType` narrows to one type in both versions. */
export function experimentList(call: XnatCall, project?: XnatProject, subject?: XnatSubject): Answer {
  call.allow("GET", "HEAD");
  const { archive } = call.xnat;
  const xsiType = call.query.get("xsiType") ?? undefined;
  function* records(): Generator<XnatExperiment> {
    const all =
      subject !== undefined
        ? archive.experimentsOf(subject, project?.id)
        : project !== undefined
          ? archive.experiments(project.id)
          : readable(call);
    for (const one of all) if (isOfType(one, xsiType)) yield one;
  }
  return recordList(call, records, experimentColumns(xsiType), { filtered: true });
}

/** A type names itself or what it extends. */
function isOfType(experiment: XnatExperiment, xsiType: string | undefined): boolean {
  if (xsiType === undefined || xsiType === "xnat:subjectAssessorData" || xsiType === "xnat:experimentData")
    return true;
  if (xsiType === "xnat:imageSessionData") return experiment.xsiType.endsWith("SessionData");
  return experiment.xsiType === xsiType;
}

function* readable(call: XnatCall): Generator<XnatExperiment> {
  const { archive } = call.xnat;
  for (const project of archive.projects())
    if (canRead(project, call.account))
      for (const one of archive.experiments(project.id)) if (one.project === project.id) yield one;
}
