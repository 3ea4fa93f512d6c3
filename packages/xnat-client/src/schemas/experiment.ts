import { present } from "@scanferry/transfer";
import type { Fields, Row } from "./row.js";
import { text } from "./row.js";

/** An experiment: an imaging session, or another assessment of a subject. */
export interface Experiment {
  /** The accession ID, e.g. "XNAT_E00001", which holds on the whole server. */
  readonly id: string;
  /** The name within its project. */
  readonly label: string;
  readonly project: string;
  /** The subject's accession ID. */
  readonly subjectId?: string | undefined;
  readonly subjectLabel?: string | undefined;
  /** @example "xnat:mrSessionData" */
  readonly xsiType: string;
  /** The day of the experiment, YYYY-MM-DD. */
  readonly date?: string | undefined;
  /** When the server took it in, in the server's local time. */
  readonly insertDate?: string | undefined;
  /** @example "/data/experiments/XNAT_E00001" */
  readonly uri: string;
  /** The row as the server sent it. */
  readonly fields: Fields;
}

/** The columns that lists of experiments are asked for; the server leaves out those that it does not know. */
export const experimentColumns = "ID,project,date,xsiType,label,insert_date,subject_ID,subject_label";

/** Reads a row of a list of experiments. */
export function experimentOf(row: Row): Experiment {
  const id = text(row, "ID", "id") ?? "";
  return present({
    id,
    label: text(row, "label") ?? id,
    project: text(row, "project") ?? "",
    subjectId: text(row, "subject_ID", "subject_id", "xnat:subjectassessordata/subject_id"),
    subjectLabel: text(row, "subject_label"),
    xsiType: text(row, "xsiType", "xsitype") ?? "",
    date: text(row, "date"),
    insertDate: text(row, "insert_date"),
    uri: text(row, "URI") ?? `/data/experiments/${id}`,
    fields: row,
  });
}
