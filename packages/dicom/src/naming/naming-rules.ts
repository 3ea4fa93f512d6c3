import type { NamingFact } from "./naming-schema.js";

/** Patterns of a rule: case-insensitive globs, all of which must hold. */
export interface SeriesMatch {
  readonly description?: string;
  readonly protocol?: string;
  /** File name of a PAR header. */
  readonly file?: string;
  readonly modality?: string;
  readonly imageType?: string;
  readonly number?: string;
}

/** What a naming file says of one kind of series. */
export interface SeriesRule {
  /** Its place in the file, from 1, as messages name it. */
  readonly rule: number;
  /** The line of the file that it begins on. */
  readonly line: number;
  readonly match: SeriesMatch;
  /** XNAT scan type. */
  readonly scanType?: string;
  /** Label of the XNAT resource. */
  readonly resource?: string;
  /** BIDS `datatype/suffix`. */
  readonly bids?: string;
  /** BIDS entities by their short names. */
  readonly entities?: Readonly<Record<string, string>>;
  /** Why such series are left out. */
  readonly skip?: string;
}

/** Labels from a table: what a fact's value stands for. */
export interface LabelTable {
  readonly key: NamingFact;
  readonly labels: ReadonlyMap<string, string>;
}

/** A naming file that was read and checked, its tables too. */
export interface NamingRules {
  /** A template, or a table. */
  readonly subject?: string | LabelTable;
  readonly session?: string | LabelTable;
  readonly series: readonly SeriesRule[];
}
