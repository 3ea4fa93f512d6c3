import type { SettledItem } from "@scanferry/transfer";

import type { Owners } from "../owners/owners.js";

/** A resource to be planned, or what is settled before. */
export type Planned = ResourcePlace | SettledItem;

/** A scan, as far as names are made of it. */
export interface ScanPlace {
  id: string;
  type: string;
  description: string;
}

/** A resource and what it belongs to, under the names that people know. */
export interface ResourcePlace {
  /** Address below the server's root, encoded, e.g. "/data/experiments/XNAT_E00001/scans/3/resources/12". */
  path: string;
  /** Stable name, e.g. "P/S1/S1_MR1/3/DICOM": the beginning of its files' ids. */
  id: string;
  /** Its number on the server. */
  number: string;
  /** Its label. */
  resource: string;
  project: string;
  /** How many files it has, as the server last counted. */
  fileCount?: number;
  /** Label. */
  subject?: string;
  /** Label. */
  session?: string;
  /** The day of the session, YYYY-MM-DD. */
  date?: string;
  scan?: ScanPlace;
  /** Whose it is, by what does not change when somebody gives out labels anew. */
  owners: Owners;
  /** The same and its number, e.g. "XNAT_E00001/3/12": the beginning of its files' origins. */
  origin: string;
  /** What the server's zips write otherwise than its lists. */
  renamed: RenamedInZips;
}

/**
 * XNAT makes the paths in zips by replacing texts: accession IDs become labels anywhere, and a folder that is called like a scan becomes ID-TYPE
 * (wire/xnat.md §3, RestFileUtils).
 */
export interface RenamedInZips {
  /** Accession IDs and the labels that take their place. */
  labels: readonly { id: string; label: string }[];
  /** IDs of the scans of the session. */
  scans: readonly string[];
}
