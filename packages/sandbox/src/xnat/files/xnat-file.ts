import type { XnatResource } from "../archive/archive-types.js";
import type { XnatBody } from "./xnat-body.js";

/** A file as its catalog lists it. */
export interface XnatFile {
  readonly resource: XnatResource;
  /** Below the resource, as stored: 1.6 keeps the escapes of the URL that brought it. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970, whole seconds: HTTP has no finer dates. */
  readonly mtimeMs: number;
  readonly format: string;
  readonly content: string;
  readonly tags: string;
  /** Listed, but not on the server's disk. */
  readonly missing: boolean;
  /** Number among the files of the resource, from 1; a made-up DICOM file's instance number. */
  readonly number: number;
  /** How often it was changed at run time. */
  readonly revision: number;
  /** Made when it is read. */
  readonly body: () => XnatBody;
}

/** What was done to one file at run time. */
export interface FileEdit {
  revision: number;
  mtimeMs?: number;
  body?: XnatBody;
  /** Size of a made-up body. */
  bytes?: number;
  missing?: boolean;
  /** No longer in the catalog. */
  unlisted?: boolean;
  format?: string;
  content?: string;
  tags?: string;
}

/** A file's base name. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
