import { present } from "@scanferry/transfer";
import type { Fields, Row } from "./row.js";
import { count, text } from "./row.js";

/** A resource: a named folder of files that belongs to a project, a subject, an experiment or a scan. */
export interface Resource {
  /** The number that the server knows it by. */
  readonly id: string;
  /** @example "DICOM"; the number where it has no name */
  readonly label: string;
  /** "scans", "assessments", "resources" …: what it belongs to, in lists of a whole session. */
  readonly category?: string | undefined;
  /** The scan it belongs to, in lists of a whole session. */
  readonly scanId?: string | undefined;
  /** As the server last counted; its catalogs may be out of date. */
  readonly fileCount?: number | undefined;
  /** As the server last counted. */
  readonly sizeBytes?: number | undefined;
  readonly format: string;
  readonly content: string;
  readonly tags: string;
  /** The row as the server sent it. */
  readonly fields: Fields;
}

/** Reads a row of a list of resources. */
export function resourceOf(row: Row): Resource {
  const id = text(row, "xnat_abstractresource_id") ?? "";
  const category = text(row, "category");
  return present({
    id,
    label: text(row, "label") ?? id,
    category,
    scanId: category === "scans" ? text(row, "cat_id") : undefined,
    fileCount: count(row, "file_count"),
    sizeBytes: count(row, "file_size"),
    format: text(row, "format") ?? "",
    content: text(row, "content") ?? "",
    tags: text(row, "tags") ?? "",
    fields: row,
  });
}
