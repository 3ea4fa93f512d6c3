import type { Answer } from "../../server/answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatProject, XnatSubject } from "../archive/archive-types.js";
import { canRead } from "../auth/access.js";
import { recordList } from "./columns.js";
import { SUBJECT_COLUMNS } from "./subject-columns.js";

/** `/data/projects/P/subjects`, or without a project all that one may read. */
export function subjectList(call: XnatCall, project?: XnatProject): Answer {
  call.allow("GET", "HEAD");
  const { archive } = call.xnat;
  return recordList(
    call,
    () => (project === undefined ? readable(call) : archive.subjects(project.id)),
    SUBJECT_COLUMNS,
    { filtered: true },
  );
}

function* readable(call: XnatCall): Generator<XnatSubject> {
  for (const project of call.xnat.archive.projects())
    if (canRead(project, call.account))
      for (const subject of call.xnat.archive.subjects(project.id))
        if (subject.project === project.id) yield subject;
}
