import { ScanferryError } from "@scanferry/transfer";

import { requestPath } from "../../http/request-path.js";
import type { Resource } from "../../schemas/resource.js";
import type { Owners } from "../owners/owners.js";
import type { Planned, ResourcePlace } from "./resource-place.js";
import { failed } from "./settled.js";

/** What a resource belongs to, as far as its place is made of it. */
export type PlaceOwner = Pick<
  ResourcePlace,
  "project" | "subject" | "session" | "date" | "scan" | "renamed"
> & {
  /** As far as they are known before the scan and the resource are. */
  owners: Omit<Owners, "scan" | "resource">;
};

/** The place of a resource below its owner's address; a failed result where no address holds what the server calls it. */
export function placeOf(
  base: string,
  { id: number, label, fileCount }: Resource,
  resource: string,
  owner: PlaceOwner,
): Planned {
  const { project, subject, session, scan } = owner;
  // A resource that belongs to no scan has "resources" in its place.
  const names = [project, subject, session, scan?.id ?? "resources", resource];
  const id = names.filter((name) => name !== undefined).join("/");
  const below = [...(scan === undefined ? [] : ["scans", scan.id]), "resources", number];
  const owners: Owners = {
    ...owner.owners,
    ...(scan === undefined ? {} : { scan: scan.id }),
    resource: resource === label ? label : `${label}#${number}`,
  };
  try {
    return {
      ...owner,
      owners,
      origin: originOf(owners, number),
      path: `${base}${requestPath(...below)}`,
      id,
      number,
      resource,
      ...(fileCount === undefined ? {} : { fileCount }),
    };
  } catch (cause) {
    return failed(id, addressless(id, cause));
  }
}

/** Made of the plan: the URIs of a list are spelled as the list was asked for. */
function originOf({ project, subject, session, scan = "" }: Owners, number: string): string {
  return `${session ?? subject ?? project}/${scan}/${number}`;
}

function addressless(subject: string, cause: unknown): ScanferryError {
  return new ScanferryError(
    "remote/failed",
    "The server names a scan or a resource in a way that no address can have.",
    {
      hint: "Tell the administrator of the XNAT: the ID of the scan has a slash in it, or the resource has no number.",
      subject,
      cause,
    },
  );
}
