import type { PutPlace } from "../put-options.js";

/** What a resource is called in results, as a pull calls it; one that belongs to no scan has "resources" in its place. */
export function putName({ project, subject, experiment, scan = "resources", resource }: PutPlace): string {
  return [project, subject, experiment, scan, resource].filter((name) => name !== undefined).join("/");
}
