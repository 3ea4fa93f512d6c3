import type { MoveOptions } from "@scanferry/transfer";

import type { ScanTypeMapping } from "./scan-type-mapping.js";

/** What is brought from a LORIS, and how. Without a filter it is everything that the account may see. */
export interface PullOptions extends MoveOptions {
  /** The layout on disk. @default "bids" */
  type?: "bids" | "minc";
  /** Scan types (modalities), as `loris ls modalities` prints them. */
  modalities?: readonly string[];
  /**
   * How `modalities` are compared: `exact`, or `contains` as the PREVENT-AD notebook did it (`T2star` also takes `qT2star`;
   * `bold` is exactly `bold`). @default "exact"
   */
  modalityMatch?: "exact" | "contains";
  /** Visit labels. */
  visits?: readonly string[];
  /** Candidates by CandID, PSCID or BIDS name (`sub-CandID`). */
  candidates?: readonly string[];
  /** One project. @default all projects whose images the account may read */
  project?: string;
  /** Names of sites. */
  site?: string | readonly string[];
  /** Images that the server took in at this time or later. */
  since?: Date;
  /** MINC: whether the quality control of each image is stored beside it. @default true */
  qc?: boolean;
  /** BIDS: whether events files get their BIDS name (`_events.tsv`) or keep the server's (`_bold_events.txt`). @default "bids" */
  eventNames?: "bids" | "keep";
  /** BIDS from a server without BIDS endpoint: how scan types become BIDS names, before the built-in table. */
  mapping?: ScanTypeMapping;
  /** Says what a pull would bring: what is here is compared with the server, as `check` does it. @default false */
  dryRun?: boolean;
  /** Compares with the server without writing anything; what would be fetched is `planned`. @default false */
  check?: boolean;
  /** Reads local files whole and compares their SHA-256 with the journal before they are trusted. @default false: size and time */
  checksum?: boolean;
  /** Whether `.NAME.etag` sidecars are written beside the files, as the notebook does. @default true */
  sidecars?: boolean;
}
