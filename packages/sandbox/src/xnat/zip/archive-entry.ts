import type { XnatBody } from "../files/xnat-body.js";

/** One file of an archive that is about to be sent. */
export interface ArchiveEntry {
  readonly name: string;
  readonly mtimeMs: number;
  readonly bytes: number;
  readonly body: () => XnatBody;
}
