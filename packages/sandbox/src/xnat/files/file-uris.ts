import type { XnatOwner, XnatResource } from "../archive/archive-types.js";
import type { FilesPlace } from "./files-place.js";

/**
 * The address of a resource in file lists, with accession ids and its number: spelled the way it was asked for when one
 * resource was named (recorded: 50), else the short way (recorded: 72).
 */
export function resourceUri(resource: XnatResource, place: FilesPlace): string {
  const named = place.resources !== undefined && !/[,*]/.test(place.resources) && place.resources !== "ALL";
  const oneScan = place.scans === undefined || !/^(?:ALL|.*[,*].*)$/.test(place.scans);
  return `${ownerUri(resource.owner, named && oneScan ? place : {})}/resources/${resource.id}`;
}

function ownerUri(owner: XnatOwner, place: FilesPlace): string {
  switch (owner.kind) {
    case "project":
      return `/data/projects/${owner.id}`;
    case "subject":
      return place.project === undefined
        ? `/data/subjects/${owner.id}`
        : `/data/projects/${place.project.id}/subjects/${owner.id}`;
    case "experiment": {
      const through = place.project === undefined ? "" : `/projects/${place.project.id}`;
      const below = place.subject === undefined ? "" : `/subjects/${place.subject.id}`;
      return `/data${through}${below}/experiments/${owner.id}`;
    }
    case "scan":
      return `${ownerUri(owner.experiment, place)}/scans/${encodeScan(owner.id)}`;
  }
}

/** What could not stand in an address. */
function encodeScan(id: string): string {
  return id.replace(/[ %#?]/g, encodeURIComponent);
}
