import type { XnatSubject } from "../archive/archive-types.js";
import { timestamp } from "../archive/timestamp.js";
import type { ColumnSet } from "./columns.js";

/** Names that may be asked for by `columns=`, whether a subject has them or not. */
const FIELDS = [
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
];
const EMPTY = Object.fromEntries(FIELDS.map((name) => [name, ""]));

/** Columns of lists of subjects (recorded). */
export const SUBJECT_COLUMNS: ColumnSet<XnatSubject> = {
  defaults: ["ID", "project", "label", "insert_date", "insert_user", "URI"],
  values: {
    id: (subject) => subject.id,
    project: (subject) => subject.project,
    label: (subject) => subject.label,
    insert_date: (subject) => timestamp(subject.insertedMs),
    last_modified: (subject) => timestamp(subject.insertedMs),
    insert_user: (subject) => subject.insertUser,
    uri: (subject) => `/data/subjects/${subject.id}`,
  },
  fields: (subject) => ({ ...EMPTY, ...subject.fields }),
};
