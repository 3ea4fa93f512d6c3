import { ScanferryError } from "@scanferry/transfer";

import type { Resource } from "../../schemas/resource.js";
import type { PullScope } from "../pull-options.js";
import type { Planned } from "./resource-place.js";

/** Whether a resource is the one that the scope names, where it names one. */
export function isNamed({ resource: name }: PullScope, { id, label }: Resource): boolean {
  return name === undefined || name === label || name === id;
}

/**
 * Gives the places that were found.
 *
 * @throws {@link ScanferryError} `remote/not-found` where the resource that the scope names is not among them
 */
export function orMissing(places: Planned[], { resource }: PullScope, owner: string): Planned[] {
  if (resource !== undefined && places.length === 0) throw missing("resource", `${owner}/${resource}`);
  return places;
}

/** The error of something in the scope that is not there. */
export function missing(kind: "scan" | "resource", subject: string): ScanferryError {
  return new ScanferryError("remote/not-found", `There is no such ${kind}.`, {
    hint: "List what there is with: scanferry xnat ls.",
    subject,
  });
}
