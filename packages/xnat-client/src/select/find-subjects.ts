import type { XnatContext } from "../context.js";
import { chooseSubjects, type ChosenSubjects } from "./chosen-subjects.js";
import { ambiguousError, missingError } from "./select-errors.js";
import type { SelectOptions } from "./select-options.js";
import { wantedNames } from "./wanted-names.js";

/** Subjects that are looked for in a project. */
export interface SubjectSearch {
  project: string;
  /** Absent: all of them. */
  names: readonly string[] | AsyncIterable<string> | undefined;
  /** Whether a missing one stops everything. */
  strict: boolean;
}

/**
 * Finds the subjects that are asked for in one pass over the project's list, and tells what is missing.
 *
 * @throws {@link ScanferryError} `remote/ambiguous`; with `strict` `remote/not-found`
 */
export async function findSubjects(
  ctx: XnatContext,
  { project, names, strict }: SubjectSearch,
  { signal, onMissing }: Pick<SelectOptions, "signal" | "onMissing">,
): Promise<ChosenSubjects> {
  if (names === undefined) return await chooseSubjects(ctx, project, undefined, { signal });
  const wanted = await wantedNames(names);
  try {
    const chosen = await chooseSubjects(ctx, project, wanted.search, { signal });
    const { ambiguous } = wanted.search;
    if (ambiguous.length > 0) throw ambiguousError("subject", ambiguous);
    const missing = await wanted.search.missing("subject", wanted.names());
    if (missing !== undefined && strict) throw missingError(missing);
    if (missing !== undefined) onMissing?.(missing);
    return chosen;
  } finally {
    await wanted.close();
  }
}
