import type { XnatSubject } from "../archive/archive-types.js";
import { timestamp } from "../archive/timestamp.js";
import type { ColumnSet } from "./columns.js";

/** Names that may be asked for by `columns=`, whether a subject has them or not. */
const FIELDS = new Set([
  "gender",
  "handedness",
  "dob",
  "yob",
  "age",
  "ses",
  "education",
  "race",
  "ethnicity",
  "weight",
  "height",
  "src",
  "group",
  "pi_firstname",
  "pi_lastname",
]);

/** Columns of lists of subjects (recorded). */
export const SUBJECT_COLUMNS: ColumnSet<XnatSubject> = {
  defaults: ["ID", "project", "label", "insert_date", "insert_user", "URI"],
  value: subjectValue,
};

/** The value of one of a subject's columns, by alias or as a path of the data model. */
export function subjectValue(subject: XnatSubject, column: string): string | undefined {
  const name = column.replace(/^xnat:subjectData\//i, "");
  switch (name.toLowerCase()) {
    case "id":
      return subject.id;
    case "project":
      return subject.project;
    case "label":
      return subject.label;
    case "insert_date":
    case "last_modified":
      return timestamp(subject.insertedMs);
    case "insert_user":
      return subject.insertUser;
    case "uri":
      return `/data/subjects/${subject.id}`;
    default:
      return subject.fields[name] ?? (FIELDS.has(name) ? "" : undefined);
  }
}
