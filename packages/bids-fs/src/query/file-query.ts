import type { ScanferryError } from "@scanferry/transfer";
import type { LeftOut } from "../dataset/scope.js";

/** One value or several of which any will do. */
export type OneOrMore<T> = T | readonly T[];

/** Which files are wanted; every field given must hold. */
export interface FileQuery {
  /** E.g. `T1w`; exact, case counts. */
  readonly suffix?: OneOrMore<string>;
  /** E.g. `anat`. */
  readonly datatype?: OneOrMore<string>;
  /** Participants, with or without `sub-`. */
  readonly subject?: OneOrMore<string>;
  /** Sessions, with or without `ses-`. */
  readonly session?: OneOrMore<string>;
  /** E.g. `.nii.gz`; the first dot may be left out. */
  readonly extension?: OneOrMore<string>;
  /**
   * Any other entity by its short name, e.g. `{ acq: "mprage", run: 1, rec: null }`; `null` asks for files without it.
   * Numbers compare as numbers: `run: 1` finds `run-01`.
   */
  readonly entities?: Readonly<Record<string, OneOrMore<string | number> | null>>;
}

/** How files are listed. */
export interface FilesOptions {
  /** What is to be listed besides the dataset proper. @default nothing */
  readonly include?: readonly LeftOut[];
  /** Whether to look up each file's size. @default false */
  readonly sizes?: boolean;
  readonly signal?: AbortSignal;
  /** Told of what was left out on the way. */
  readonly onEvent?: (event: DatasetEvent) => void;
}

/** What happens while a dataset is read; paths are relative to its root. */
export type DatasetEvent =
  /** A link leads back to a folder above it, and is not followed. */
  | { readonly type: "link-loop"; readonly path: string }
  /** participants.tsv cannot be used; the folders alone say who takes part. */
  | { readonly type: "table-unread"; readonly path: string; readonly error: ScanferryError };
