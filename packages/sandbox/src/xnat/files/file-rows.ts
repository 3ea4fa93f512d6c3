import type { Xnat } from "../xnat.js";
import type { XnatResource } from "../archive/archive-types.js";
import type { Row } from "../answers/table-answer.js";
import { resourceUri } from "./file-uris.js";
import type { FilesPlace } from "./files-place.js";
import { baseName, type XnatFile } from "./xnat-file.js";

/** Columns of a file list in the order of its CSV (recorded: 51); 1.9 adds the digest (CatalogUtils.FILE_HEADERS). */
export function fileColumns(xnat: Xnat): readonly string[] {
  const columns = ["Name", "Size", "URI", "collection", "file_tags", "file_format", "file_content", "cat_ID"];
  return xnat.version === "1.6" ? columns : [...columns, "digest"];
}

/** The rows of a file list, begun anew with each call; sub-folders show in the URI alone (measured). */
export function* fileRows(
  xnat: Xnat,
  resources: readonly XnatResource[],
  place: FilesPlace,
  wanted: (file: XnatFile) => boolean = () => true,
): Generator<Row> {
  for (const resource of resources) {
    const uri = resourceUri(resource, place);
    for (const file of xnat.files.list(resource)) if (wanted(file)) yield fileRow(xnat, file, uri);
  }
}

/** Keys in the recorded order (50-files-json). */
function fileRow(xnat: Xnat, file: XnatFile, resource: string): Row {
  const { path } = file;
  return {
    file_content: file.content,
    Size: String(file.bytes),
    file_tags: file.tags,
    cat_ID: String(file.resource.id),
    collection: file.resource.label,
    URI: `${resource}/files/${path}`,
    file_format: file.format,
    Name: baseName(path),
    ...(xnat.version === "1.6" ? {} : { digest: digestOf(xnat, file) }),
  };
}

/** MD5, or nothing where the catalog has none. */
function digestOf(xnat: Xnat, file: XnatFile): string {
  const { digests } = xnat.settings;
  if (digests === false || (digests === "some" && file.number % 2 === 0)) return "";
  return xnat.files.md5(file);
}
