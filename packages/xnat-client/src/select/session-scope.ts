/**
 * What a selection starts from: a project, one of its subjects, or one experiment. An experiment may be named by its accession ID alone,
 * without a project. Labels and accession IDs are both taken.
 */
export interface SessionScope {
  project?: string | undefined;
  /** Label or accession ID of a subject of the project. */
  subject?: string | undefined;
  /** Label of an experiment of the project, or an accession ID. */
  experiment?: string | undefined;
}
