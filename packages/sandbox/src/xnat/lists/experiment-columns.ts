import type { XnatExperiment } from "../archive/archive-types.js";
import { timestamp } from "../archive/timestamp.js";
import type { ColumnSet } from "./columns.js";

/** Columns of lists of sessions; in front stands the id under the type's name (recorded). */
export function experimentColumns(xsiType: string | undefined): ColumnSet<XnatExperiment> {
  const first = `${xsiType ?? "xnat:subjectAssessorData"}/ID`;
  return {
    defaults: ["ID", "project", "date", "xsiType", "label", "insert_date", "URI"],
    first,
    value: experimentValue,
  };
}

/** The value of one of a session's columns, by alias or as a path of the data model. */
function experimentValue(experiment: XnatExperiment, column: string): string | undefined {
  const name = column.replace(/^xnat:[A-Za-z]+Data\//, "");
  switch (name.toLowerCase()) {
    case "id":
      return experiment.id;
    case "project":
      return experiment.project;
    case "date":
      return experiment.date;
    case "xsitype":
      return experiment.xsiType;
    case "label":
      return experiment.label;
    case "insert_date":
    case "last_modified":
      return timestamp(experiment.insertedMs);
    case "insert_user":
      return experiment.insertUser;
    case "subject_id":
      return experiment.subject.id;
    case "subject_label":
      return experiment.subject.label;
    case "subject_project":
      return experiment.subject.project;
    case "modality":
      return experiment.modality;
    case "uri":
      return `/data/experiments/${experiment.id}`;
    case "time":
    case "note":
    case "visit_id":
      return experiment.fields[name] ?? "";
    default:
      return experiment.fields[name];
  }
}
