import { present } from "@scanferry/transfer";
import type { Fields, Row } from "./row.js";
import { text } from "./row.js";

/** A subject. */
export interface Subject {
  /** The accession ID, e.g. "XNAT_S00001", which holds on the whole server. */
  readonly id: string;
  /** The name within its project, leading zeros included. */
  readonly label: string;
  readonly project: string;
  /** When the server took it in, in the server's local time. */
  readonly insertDate?: string | undefined;
  /** @example "/data/subjects/XNAT_S00001" */
  readonly uri: string;
  /** The row as the server sent it. */
  readonly fields: Fields;
}

/** Reads a row of a list of subjects. */
export function subjectOf(row: Row): Subject {
  const id = text(row, "ID", "id") ?? "";
  return present({
    id,
    label: text(row, "label") ?? id,
    project: text(row, "project") ?? "",
    insertDate: text(row, "insert_date"),
    uri: text(row, "URI") ?? `/data/subjects/${id}`,
    fields: row,
  });
}
