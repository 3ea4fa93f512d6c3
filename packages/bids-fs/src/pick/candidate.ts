/** A file that could be a participant's image, before its content is looked at. */
export interface Candidate {
  readonly name: string;
  /** Relative to the dataset's root. */
  readonly path: string;
  readonly suffix: string;
  /** The place of the suffix in the list of wanted ones. */
  readonly suffixRank: number;
  readonly extension: string;
  readonly datatype?: string;
  /** From the name, or else from the folder. */
  readonly session?: string;
  readonly entities: Readonly<Record<string, string>>;
  /** How many parts of the name are neither the label, an entity nor the suffix, as in `subj1_brain_T1w`; plain layout only. */
  readonly furtherParts: number;
  /** When the session took place, from `sub-…_sessions.tsv`, in milliseconds since 1970. */
  readonly sessionTimeMs?: number;
}
