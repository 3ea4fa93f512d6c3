import { HashTable } from "@scanferry/transfer";

import type { XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import { subjectOf } from "../schemas/subject.js";
import type { Named, NameSearch } from "./name-search.js";
import { projectId } from "./project-id.js";

/** So few subjects are asked for their sessions one by one, instead of reading the list of the whole project. */
const fewLimit = 16;

/** The subjects of a project whose sessions are wanted. */
export interface ChosenSubjects {
  /** The project's ID, also where it was named by an alias. */
  readonly project: string;
  readonly count: number;
  /** All of them, when there are at most 16. */
  readonly few: readonly Named[] | undefined;
  has(id: string): boolean;
  /** The label in this project of a subject that another project shares with it. */
  sharedLabel(id: string): string | undefined;
  /** Reads the project's list of subjects once more. */
  list(options: { signal?: AbortSignal | undefined }): AsyncGenerator<Named, void, undefined>;
}

/**
 * Reads the project's subjects in one pass, all of them or those that are looked for, and keeps 8 to 43 bytes of each, and the names of
 * those that another project shares (decision 0805). The list is read also where all are wanted: the columns of an experiment have the
 * subject's label in the project that owns it, and a project that shares it may call it otherwise ([S] only `label` is replaced in lists).
 * Its first row also says whether the project was named by its ID; if it does not, the server is asked.
 */
export async function chooseSubjects(
  ctx: XnatContext,
  project: string,
  search: NameSearch | undefined,
  options: { signal?: AbortSignal | undefined },
): Promise<ChosenSubjects> {
  const ids = new HashTable();
  const few: Named[] = [];
  const shared = new Map<string, string>();
  let home: string | undefined;
  const isWanted = (subject: Named): boolean => search?.meets(subject) ?? true;
  for await (const { id, label, owner } of subjectRows(ctx, project, options)) {
    home ??= owner === project ? project : await projectId(ctx, project, options);
    if (!isWanted({ id, label }) || ids.get(id) !== undefined) continue;
    ids.set(id, 1);
    if (few.length <= fewLimit) few.push({ id, label });
    if (owner !== "" && owner !== home) shared.set(id, label);
  }
  // One that came while the lists were read is taken where all are.
  const has = (id: string): boolean => search === undefined || ids.get(id) !== undefined;
  home ??= await projectId(ctx, project, options);
  return {
    project: home,
    count: ids.size,
    few: ids.size <= fewLimit && search !== undefined ? few : undefined,
    has,
    sharedLabel: (id) => shared.get(id),
    async *list(again) {
      for await (const { id, label } of subjectRows(ctx, project, again)) if (has(id)) yield { id, label };
    },
  };
}

/** One subject that is known already. */
export function onlySubject(project: string, subject: Named): ChosenSubjects {
  return {
    project,
    count: 1,
    few: [subject],
    has: (id) => id === subject.id,
    sharedLabel: () => subject.label,
    async *list() {
      yield await Promise.resolve(subject);
    },
  };
}

async function* subjectRows(
  ctx: XnatContext,
  project: string,
  { signal }: { signal?: AbortSignal | undefined },
): AsyncGenerator<Named & { owner: string }, void, undefined> {
  const path = requestPath("data", "projects", project, "subjects");
  const rows = listRows(ctx, path, { query: { columns: "ID,label,project" }, subject: project, signal });
  for await (const row of rows) {
    const { id, label, project: owner } = subjectOf(row);
    yield { id, label, owner };
  }
}
