import type { Experiment } from "../schemas/experiment.js";

const idColumns = ["subject_ID", "subject_id", "xnat:subjectassessordata/subject_id"];

/**
 * Whether the list that an experiment stands in has the column that says whose it is. A server that does not know a column leaves it out
 * of every row (wire/xnat.md, 2); where it is there and empty, the experiment is nobody's.
 */
export function hasSubjectColumn({ fields }: Pick<Experiment, "fields">): boolean {
  return idColumns.some((column) => column in fields);
}
