import type { MoveOptions } from "@scanferry/transfer";
import type { Place } from "../calls/place-path.js";

/** One file to store, under a name of its own. */
export interface PutFile {
  /** Where it lies here. */
  readonly path: string;
  /** Its name below the resource, with `/`. */
  readonly name: string;
}

/** What is stored: a file under its own name, a folder's files under their names below it, or a file under another name. */
export type PutSource = string | PutFile;

/** Where files are stored: a resource of a project, a subject, an experiment or a scan. */
export interface PutPlace extends Place {
  /** Its label; it is made where it is missing. */
  readonly resource: string;
}

/** Files for one resource. */
export interface PutTask {
  readonly place: PutPlace;
  readonly files: readonly PutSource[];
}

/** How files are stored. */
export interface PutOptions extends MoveOptions {
  /** Unpacks `.zip`, `.tar`, `.tar.gz` and `.tgz` on the server; their files lie at the root of the resource then. @default false */
  extract?: boolean;
  /** Replaces files of the same name and another content. @default false: these are `remote/exists` */
  overwrite?: boolean;
  /** Sends small files together as one zip that the server unpacks; `false` sends each by itself. @default where there are eight or more */
  pack?: boolean;
  /** What the server notes as format, e.g. "NIFTI". */
  format?: string;
  /** What the server notes as content, e.g. "RAW". */
  content?: string;
  /** What the server notes as tags. */
  tags?: string;
  /** Reads back what the server lists without a digest and compares it, instead of its size alone. @default false */
  checksum?: boolean;
  /**
   * Folder for the record of what was stored: XNAT 1.6 lists no digests, and without it each file that is there is fetched to be compared.
   * @default none
   */
  journal?: string;
  /** Stops before the first byte when a place is not on the server. @default false: its files are `skipped` */
  strict?: boolean;
}
