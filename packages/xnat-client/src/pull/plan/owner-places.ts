import type { CallOptions } from "../../context.js";
import { requestPath } from "../../http/request-path.js";
import { resourceOf } from "../../schemas/resource.js";
import type { Named } from "../../select/name-search.js";
import { allRows } from "./all-rows.js";
import { labelled } from "./labelled.js";
import { isNamed, orMissing } from "./named-in-scope.js";
import { placeOf } from "./place-of.js";
import type { PlanContext } from "./plan-context.js";
import type { Planned } from "./resource-place.js";

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
): Promise<Planned[]> {
  const base = requestPath(
    "data",
    "projects",
    project,
    ...(subject === undefined ? [] : ["subjects", subject.id]),
  );
  const named = subject === undefined ? project : `${project}/${subject.label}`;
  const resources = await allRows(ctx, `${base}/resources`, { subject: named, signal }, resourceOf);
  const owner = {
    project,
    owners: { project, ...(subject === undefined ? {} : { subject: subject.id }) },
    renamed: { labels: subject === undefined ? [] : [subject], scans: [] },
    ...(subject === undefined ? {} : { subject: subject.label }),
  };
  const places = labelled(resources)
    .filter(({ resource }) => isNamed(scope, resource) && matcher.resource(resource.label))
    .map(({ resource, label }) => placeOf(base, resource, label, owner));
  return orMissing(places, scope, named);
}
