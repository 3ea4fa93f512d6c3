import type { CallOptions } from "../../context.js";
import { listRows } from "../../http/list-rows.js";
import { requestPath } from "../../http/request-path.js";
import { resourceOf, type Resource } from "../../schemas/resource.js";
import type { Named } from "../../select/name-search.js";
import { labelled } from "./labelled.js";
import type { PlanContext } from "./plan-context.js";
import type { ResourcePlace } from "./resource-place.js";
import { placeOf } from "./session-places.js";

/**
 * Finds the resources that belong to a project itself, or to one of its subjects.
 *
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`
 */
export async function ownerPlaces(
  { ctx, scope, matcher }: PlanContext,
  project: string,
  subject: Named | undefined,
  { signal }: CallOptions,
): Promise<ResourcePlace[]> {
  const base = requestPath(
    "data",
    "projects",
    project,
    ...(subject === undefined ? [] : ["subjects", subject.id]),
  );
  const named = subject === undefined ? project : `${project}/${subject.label}`;
  const resources: Resource[] = [];
  for await (const row of listRows(ctx, `${base}/resources`, {
    query: { format: "json" },
    subject: named,
    signal,
  }))
    resources.push(resourceOf(row));
  const owner = {
    project,
    renamed: { labels: subject === undefined ? [] : [subject], scans: [] },
    ...(subject === undefined ? {} : { subject: subject.label }),
  };
  return labelled(resources)
    .filter(
      ({ resource }) =>
        (scope.resource === undefined ||
          scope.resource === resource.label ||
          scope.resource === resource.id) &&
        matcher.resource(resource.label),
    )
    .map(({ resource, label }) => placeOf(base, resource, label, owner));
}
