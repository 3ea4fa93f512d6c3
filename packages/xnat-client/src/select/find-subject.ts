import type { XnatContext } from "../context.js";
import { findSubjects } from "./find-subjects.js";
import { checkNamed } from "./check-named.js";
import type { Named } from "./name-search.js";
import { missingError } from "./select-errors.js";

/**
 * Finds one subject by its label or accession ID in the project's list, which alone says that the name means nobody else.
 *
 * @throws {@link ScanferryError} `remote/not-found`, `remote/ambiguous`; `input/invalid` for an empty name
 */
export async function findSubject(
  ctx: XnatContext,
  { project, name }: { project: string; name: string },
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<Named> {
  checkNamed(name);
  const { few } = await findSubjects(ctx, { project, names: [name], strict: true }, { signal });
  const [subject] = few ?? [];
  if (subject === undefined)
    throw missingError({
      kind: "subject",
      labels: [name],
      asked: 1,
      hint: "Check its spelling and the project.",
      alike: [],
    });
  return subject;
}
