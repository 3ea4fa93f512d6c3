import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import { experimentColumns, experimentOf, type Experiment } from "../schemas/experiment.js";
import { subjectOf } from "../schemas/subject.js";
import { hasSubjectColumn } from "../select/has-subject-column.js";
import { sessionAdvice, subjectAdvice } from "./advice.js";
import type { FoundSession, SubjectFinding } from "./finding.js";
import type { Findings } from "./findings.js";
import type { NameMatcher } from "./match-name.js";

const sessionsLimit = 100;

type OpenSubject = Omit<SubjectFinding, "sessions" | "advice"> & { sessions: FoundSession[] };

/** What is looked for in a project's archive. */
export interface ArchiveSearch {
  project: string;
  matches: NameMatcher;
  found: Findings;
  /** Gets the names of subjects that fit exactly, by which the prearchive knows them too. */
  also: Set<string>;
}

/**
 * Looks for a name among the subjects and the experiments of a project: two lists, read as they stream by. Subjects that were found are
 * told also where their sessions cannot be listed.
 */
export async function searchArchive(
  ctx: XnatContext,
  search: ArchiveSearch,
  options: CallOptions,
): Promise<void> {
  const { found, also } = search;
  const subjects = await findSubjects(ctx, search, options);
  for (const { id, label, match } of subjects.values()) if (match === "exact") also.add(id).add(label);
  let listed = false;
  try {
    await findSessions(ctx, search, subjects, options);
    listed = true;
  } finally {
    for (const subject of subjects.values()) {
      const { match, sessionCount } = subject;
      found.add({ ...subject, advice: subjectAdvice(match, listed ? sessionCount : undefined) });
    }
  }
}

async function findSubjects(
  ctx: XnatContext,
  { project, matches, found }: ArchiveSearch,
  { signal }: CallOptions,
): Promise<ReadonlyMap<string, OpenSubject>> {
  const subjects = new Map<string, OpenSubject>();
  const path = requestPath("data", "projects", project, "subjects");
  const query = { columns: "ID,label,project" };
  for await (const row of listRows(ctx, path, { query, subject: project, signal })) {
    const { id, label } = subjectOf(row);
    const match = matches([label], [id]);
    if (match === undefined || subjects.has(id)) continue;
    if (match !== "exact" && subjects.size >= found.limit) found.addMore(1);
    else subjects.set(id, { kind: "subject", match, project, id, label, sessions: [], sessionCount: 0 });
  }
  return subjects;
}

/** Finds sessions by their own names, and those of the subjects that were found. */
async function findSessions(
  ctx: XnatContext,
  { project, matches, found }: ArchiveSearch,
  subjects: ReadonlyMap<string, OpenSubject>,
  options: CallOptions,
): Promise<void> {
  const within = ["data", "projects", project];
  let ownersTold = true;
  for await (const session of experiments(ctx, within, project, options)) {
    const { subjectId, subjectLabel } = session;
    ownersTold &&= hasSubjectColumn(session);
    const subject = subjectId === undefined ? undefined : subjects.get(subjectId);
    if (subject !== undefined) attach(subject, session);
    const match = matches([session.label], [session.id]);
    // A session that is called after its subject stands with it.
    if (match === undefined || (match !== "exact" && subject !== undefined)) continue;
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
  if (ownersTold) return;
  // A server that leaves out the column with the subject: the subject's own list tells.
  for (const subject of subjects.values()) {
    const names = [...within, "subjects", subject.id];
    for await (const session of experiments(ctx, names, subject.label, options)) attach(subject, session);
  }
}

function attach(subject: OpenSubject, session: Experiment): void {
  subject.sessionCount++;
  if (subject.sessions.length < sessionsLimit) subject.sessions.push(brief(session));
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
