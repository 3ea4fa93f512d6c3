import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import { experimentColumns, experimentOf, type Experiment } from "../schemas/experiment.js";
import { subjectOf } from "../schemas/subject.js";
import { sessionAdvice, subjectAdvice } from "./advice.js";
import type { FoundSession, SubjectFinding } from "./finding.js";
import type { Findings } from "./findings.js";
import type { NameMatcher } from "./match-name.js";

const sessionsLimit = 100;

type OpenSubject = Omit<SubjectFinding, "sessions" | "advice"> & { sessions: FoundSession[] };

/**
 * Looks for a name among the subjects and the experiments of a project: two lists, read as they stream by.
 *
 * @returns the matching subjects' names, by which the prearchive knows them too
 */
export async function searchArchive(
  ctx: XnatContext,
  { project, matches, found }: { project: string; matches: NameMatcher; found: Findings },
  { signal }: CallOptions,
): Promise<ReadonlySet<string>> {
  const subjects = new Map<string, OpenSubject>();
  let more = 0;
  for await (const row of listRows(ctx, requestPath("data", "projects", project, "subjects"), {
    query: { columns: "ID,label,project" },
    subject: project,
    signal,
  })) {
    const { id, label } = subjectOf(row);
    const match = matches(label, id);
    if (match === undefined || subjects.has(id)) continue;
    if (match !== "exact" && subjects.size >= found.limit) more++;
    else subjects.set(id, { kind: "subject", match, project, id, label, sessions: [], sessionCount: 0 });
  }
  found.addMore(more);
  const attach = (subject: OpenSubject, session: Experiment): void => {
    subject.sessionCount++;
    if (subject.sessions.length < sessionsLimit) subject.sessions.push(brief(session));
  };
  let ownersTold = true;
  for await (const session of experiments(ctx, ["data", "projects", project], project, { signal })) {
    const { subjectId } = session;
    ownersTold &&= subjectId !== undefined;
    const subject = subjectId === undefined ? undefined : subjects.get(subjectId);
    if (subject !== undefined) attach(subject, session);
    const match = matches(session.label, session.id);
    if (match === undefined || (match !== "exact" && subject !== undefined)) continue;
    const { subjectLabel } = session;
    found.add({
      kind: "session",
      match,
      project,
      ...brief(session),
      ...(subjectId === undefined ? {} : { subjectId }),
      ...(subjectLabel === undefined ? {} : { subjectLabel }),
      advice: sessionAdvice(match),
    });
  }
  for (const subject of subjects.values()) {
    // A server that leaves out the column with the subject: its own list tells.
    if (!ownersTold) {
      const names = ["data", "projects", project, "subjects", subject.id];
      for await (const session of experiments(ctx, names, subject.label, { signal }))
        attach(subject, session);
    }
    found.add({ ...subject, advice: subjectAdvice(subject.match, subject.sessionCount) });
  }
  return new Set(
    [...subjects.values()].filter(({ match }) => match === "exact").flatMap(({ id, label }) => [id, label]),
  );
}

async function* experiments(
  ctx: XnatContext,
  names: readonly string[],
  subject: string,
  { signal }: CallOptions,
): AsyncGenerator<Experiment, void, undefined> {
  const path = requestPath(...names, "experiments");
  for await (const row of listRows(ctx, path, { query: { columns: experimentColumns }, subject, signal })) {
    yield experimentOf(row);
  }
}

function brief({ id, label, xsiType, date }: Experiment): FoundSession {
  return { id, label, xsiType, ...(date === undefined ? {} : { date }) };
}
