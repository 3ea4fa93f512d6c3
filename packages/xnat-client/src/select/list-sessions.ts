import { mapAhead, openSpool } from "@scanferry/transfer";

import type { XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import { experimentColumns, experimentOf, type Experiment } from "../schemas/experiment.js";
import type { ChosenSubjects } from "./chosen-subjects.js";
import { hasSubjectColumn } from "./has-subject-column.js";
import type { Named } from "./name-search.js";

/** So many subjects are asked for their sessions at once. */
const subjectsAtOnce = 4;

/** What a list of experiments is asked with. */
export interface SessionListing {
  subjects: ChosenSubjects;
  /** Filters for the server, which may ignore them. */
  query: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
}

/**
 * Lists the experiments of chosen subjects under the project's own names: with one request for the whole project; subject by subject where
 * they are few, or where the server leaves out the columns that say whose an experiment is (unknown columns are dropped silently). One
 * that is nobody's comes without a subject, where all subjects are wanted.
 */
export async function* listSessions(
  ctx: XnatContext,
  listing: SessionListing,
): AsyncGenerator<Experiment, void, undefined> {
  const { subjects, query, signal } = listing;
  const { project } = subjects;
  if (subjects.few !== undefined) {
    yield* subjectBySubject(ctx, listing, subjects.few);
    return;
  }
  const path = requestPath("data", "projects", project, "experiments");
  const asked = { ...query, columns: experimentColumns };
  for await (const row of listRows(ctx, path, { query: asked, subject: project, signal })) {
    const experiment = experimentOf(row);
    if (!hasSubjectColumn(experiment) || !("subject_label" in row)) {
      yield* allSubjectBySubject(ctx, listing);
      return;
    }
    // Nobody's experiment goes on as it is: whoever takes all subjects is to know of it.
    const { subjectId = "", subjectLabel = subjectId } = experiment;
    if (!subjects.has(subjectId)) continue;
    const named = subjectId === "" ? {} : { subjectLabel: subjects.sharedLabel(subjectId) ?? subjectLabel };
    yield { ...experiment, project, ...named };
  }
}

/** A list that is read as slowly as other requests are answered may be cut by the server, so it goes by way of a file. */
async function* allSubjectBySubject(
  ctx: XnatContext,
  listing: SessionListing,
): AsyncGenerator<Experiment, void, undefined> {
  const spool = await openSpool<Named>();
  try {
    for await (const subject of listing.subjects.list(listing)) await spool.add(subject);
    yield* subjectBySubject(ctx, listing, spool.read());
  } finally {
    await spool.close();
  }
}

async function* subjectBySubject(
  ctx: XnatContext,
  { subjects: { project }, query, signal }: SessionListing,
  subjects: Iterable<Named> | AsyncIterable<Named>,
): AsyncGenerator<Experiment, void, undefined> {
  const ofSubject = async (
    { id, label }: Named,
    { signal }: { signal: AbortSignal },
  ): Promise<Experiment[]> => {
    const path = requestPath("data", "projects", project, "subjects", id, "experiments");
    const asked = { ...query, columns: experimentColumns };
    const found: Experiment[] = [];
    for await (const row of listRows(ctx, path, { query: asked, subject: label, signal })) {
      found.push({ ...experimentOf(row), project, subjectId: id, subjectLabel: label });
    }
    return found;
  };
  yield* mapAhead(subjects, subjectsAtOnce, ofSubject, signal === undefined ? {} : { signal });
}
