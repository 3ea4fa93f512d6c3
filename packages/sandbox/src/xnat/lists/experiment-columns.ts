import type { XnatExperiment } from "../archive/archive-types.js";
import { timestamp } from "../archive/timestamp.js";
import type { ColumnSet } from "./columns.js";

/** Names that may be asked for by `columns=`, whether a session has them or not. */
const EMPTY = { time: "", note: "", visit_id: "" };

/** Columns of lists of sessions; in front stands the id under the type's name (recorded). */
export function experimentColumns(xsiType: string | undefined): ColumnSet<XnatExperiment> {
  return {
    defaults: ["ID", "project", "date", "xsiType", "label", "insert_date", "URI"],
    first: `${xsiType ?? "xnat:subjectAssessorData"}/ID`,
    values: VALUES,
    fields: (experiment) => ({ ...EMPTY, ...experiment.fields }),
  };
}

const VALUES: ColumnSet<XnatExperiment>["values"] = {
  id: (experiment) => experiment.id,
  project: (experiment) => experiment.project,
  date: (experiment) => experiment.date,
  xsitype: (experiment) => experiment.xsiType,
  label: (experiment) => experiment.label,
  insert_date: (experiment) => timestamp(experiment.insertedMs),
  last_modified: (experiment) => timestamp(experiment.insertedMs),
  insert_user: (experiment) => experiment.insertUser,
  subject_id: (experiment) => experiment.subject.id,
  subject_label: (experiment) => experiment.subject.label,
  subject_project: (experiment) => experiment.subject.project,
  modality: (experiment) => experiment.modality,
  uri: (experiment) => `/data/experiments/${experiment.id}`,
};
