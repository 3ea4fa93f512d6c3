import type { ListedFile } from "@scanferry/transfer";

import type { Layout } from "../layout/layout.js";
import { diskPath } from "../names/disk-path.js";
import type { ResourcePlace } from "../plan/resource-place.js";

/** A file of a resource, with the name that it has here. It is plain data. */
export interface NamedFile {
  /** Below the resource, as people read it; unique within the resource. */
  path: string;
  /** The server's own spelling, which its zips have too. */
  stored: string;
  uri: string;
  sizeBytes?: number;
  md5?: string;
  /** Whether another file stands at its address, so that only a zip has it. */
  isHidden?: true;
}

/** What the engine is told about a file of a resource. */
export function listedFile(
  place: ResourcePlace,
  layout: Layout,
  { path, stored, uri, sizeBytes, md5, isHidden }: NamedFile,
): ListedFile {
  const file: ListedFile = {
    id: `${place.id}/${path}`,
    // In the server's spelling: the one that people read depends on the names beside it.
    origin: `${place.origin}/${stored}`,
    target: layout.file(place, diskPath(path)),
    entry: stored,
  };
  if (isHidden !== true) file.source = uri;
  if (sizeBytes !== undefined) file.sizeBytes = sizeBytes;
  if (md5 !== undefined) file.expect = { md5 };
  return file;
}
