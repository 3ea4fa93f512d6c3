import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import type { Subject } from "../schemas/subject.js";
import { subjectOf } from "../schemas/subject.js";
import { dayOf, writtenDay } from "../select/days.js";
import { missingError } from "../select/select-errors.js";
import type { SelectOptions } from "../select/select-options.js";
import { wantedNames } from "../select/wanted-names.js";

/** Which subjects of a project are listed. */
export interface SubjectsOptions extends CallOptions, Pick<SelectOptions, "onMissing" | "strict"> {
  /** Labels or accession IDs. @default all */
  readonly subjects?: readonly string[] | AsyncIterable<string> | undefined;
  /** Those that the server took in on this day or later, by day. */
  readonly since?: Date | undefined;
  /** Further columns for `fields`, e.g. "gender". */
  readonly columns?: readonly string[] | undefined;
}

const usualColumns = "ID,project,label,insert_date,insert_user";

/** The subjects of a project, in the server's order; names that are missing are told at the end of the list. */
export async function* subjects(
  ctx: XnatContext,
  project: string,
  options: SubjectsOptions = {},
): AsyncGenerator<Subject, void, undefined> {
  const { signal, columns = [], since, strict = false, onMissing } = options;
  const path = requestPath("data", "projects", project, "subjects");
  const query = columns.length === 0 ? {} : { columns: [usualColumns, ...columns].join(",") };
  const from = since === undefined ? undefined : dayOf(since);
  const wanted = options.subjects === undefined ? undefined : await wantedNames(options.subjects);
  try {
    for await (const row of listRows(ctx, path, { query, signal, subject: project })) {
      const subject = subjectOf(row);
      if (wanted?.search.meets(subject) === false) continue;
      const day = writtenDay(subject.insertDate);
      if (from === undefined || day === undefined || day >= from) yield subject;
    }
    const missing = wanted === undefined ? undefined : await wanted.search.missing("subject", wanted.names());
    if (missing === undefined) return;
    if (strict) throw missingError(missing);
    onMissing?.(missing);
  } finally {
    await wanted?.close();
  }
}
