import { requestPath } from "../../http/request-path.js";
import type { Resource } from "../../schemas/resource.js";
import type { ResourcePlace } from "./resource-place.js";

/** What a resource belongs to, as far as its place is made of it. */
export type PlaceOwner = Pick<ResourcePlace, "project" | "subject" | "session" | "date" | "scan" | "renamed">;

/** The place of a resource below its owner's address. */
export function placeOf(
  base: string,
  { id: number, fileCount }: Resource,
  resource: string,
  owner: PlaceOwner,
): ResourcePlace {
  const { project, subject, session, scan } = owner;
  // A resource that belongs to no scan has "resources" in its place.
  const names = [project, subject, session, scan?.id ?? "resources", resource];
  return {
    ...owner,
    path: `${base}${requestPath("resources", number)}`,
    id: names.filter((name) => name !== undefined).join("/"),
    number,
    resource,
    ...(fileCount === undefined ? {} : { fileCount }),
  };
}
