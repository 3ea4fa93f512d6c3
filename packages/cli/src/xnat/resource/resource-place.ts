import { ScanferryError } from "@scanferry/transfer";
import type { PutPlace, ResourceHandle, XnatClient } from "@scanferry/xnat-client";
import { parseArchivePath, type ArchivePath } from "../archive-path.js";
import { ownerOf } from "../resource-owner.js";

/**
 * Reads the place that a resource belongs to; the label stands apart from it.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function parseOwnerPath(text: string): ArchivePath {
  const path = parseArchivePath(text);
  if (path.resource === undefined && path.allResources !== true) return path;
  throw new ScanferryError("input/invalid", "The path names a resource already.", {
    hint: "The label follows the path: scanferry xnat resource ls PROJECT/SUBJECT LABEL.",
    subject: text,
  });
}

/** The place of a resource, as the client takes it. */
export function putPlace(path: string, resource: string): PutPlace {
  const { project, subject, session, scan } = parseOwnerPath(path);
  return {
    project,
    ...(subject === undefined ? {} : { subject }),
    ...(session === undefined ? {} : { experiment: session }),
    ...(scan === undefined ? {} : { scan }),
    resource,
  };
}

/** The handle of a resource. */
export function resourceAt(xnat: XnatClient, path: ArchivePath, label: string): ResourceHandle {
  return ownerOf(xnat, path).resource(label);
}
