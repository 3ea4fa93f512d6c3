import { ScanferryError } from "@scanferry/transfer";

import type { XnatContext } from "../context.js";
import { getItem } from "../http/get-item.js";
import { requestPath } from "../http/request-path.js";
import { checkOneMeaning } from "./check-one-meaning.js";
import { itemField } from "./item-field.js";
import type { Named } from "./name-search.js";
import { projectId } from "./project-id.js";
import type { SessionScope } from "./session-scope.js";

/** A scope in which the project is known, and whose an experiment is. */
export interface ResolvedScope {
  project: string;
  /** The subject of an experiment that was given without one. */
  owner?: Named;
}

/**
 * Finds out what a scope leaves open.
 *
 * @throws {@link ScanferryError} `input/invalid` for a scope without a project or an experiment; `remote/not-found`; `remote/ambiguous`
 */
export async function resolveScope(
  ctx: XnatContext,
  { project, subject, experiment }: SessionScope,
  options: { signal?: AbortSignal | undefined },
): Promise<ResolvedScope> {
  if (project !== undefined && (experiment === undefined || subject !== undefined)) return { project };
  if (experiment === undefined || subject !== undefined) {
    throw new ScanferryError("input/invalid", "A selection needs a project, or one experiment.", {
      hint: "Name the project; an experiment alone is named by its accession ID, e.g. XNAT_E00001.",
    });
  }
  const within = project === undefined ? ["data"] : ["data", "projects", project];
  const item = await getItem(ctx, requestPath(...within, "experiments", experiment), {
    subject: experiment,
    ...options,
  });
  const owner = itemField(item, "project");
  // Another project's name is that of the owner who shares it, or of this one, which was named by its alias.
  const home = project === undefined || project === owner ? owner : await projectId(ctx, project, options);
  const subjectId = itemField(item, "subject_ID", "subject_id");
  if (home === undefined || subjectId === undefined) {
    throw new ScanferryError("input/invalid", "The experiment is not one of a subject, so it has no scans.", {
      hint: "Give the session that it belongs to.",
      subject: experiment,
    });
  }
  const id = itemField(item, "ID", "id");
  // Without a project there is no label that could be meant.
  if (project !== undefined && id !== undefined)
    await checkOneMeaning(ctx, { project: home, name: experiment, id }, options);
  return { project: home, owner: await subjectIn(ctx, home, subjectId, options) };
}

/** A subject under the name that a project has for it, which need not be that of the project that owns it. */
async function subjectIn(
  ctx: XnatContext,
  project: string,
  id: string,
  options: { signal?: AbortSignal | undefined },
): Promise<Named> {
  const path = requestPath("data", "projects", project, "subjects", id);
  const item = await getItem(ctx, path, { subject: id, ...options });
  const label = itemField(item, "label") ?? id;
  if (itemField(item, "project") === project) return { id, label };
  const share = item.children["sharing/share"]?.find((one) => itemField(one, "project") === project);
  return { id, label: (share && itemField(share, "label")) ?? label };
}
