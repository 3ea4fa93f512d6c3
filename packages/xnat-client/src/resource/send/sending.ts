import type { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import type { PutJournal } from "../journal/put-journal.js";
import type { PutTarget } from "../place/put-target.js";
import type { PutOptions } from "../put-options.js";
import type { ArchiveFacts } from "../sources/archive-facts.js";
import type { SourceFile } from "../sources/source-file.js";

/** What all requests of one resource share. */
export interface Sending {
  readonly ctx: XnatContext;
  readonly target: PutTarget;
  readonly options: PutOptions;
  /** What was stored before, where it is kept. */
  readonly journal: PutJournal | undefined;
  /** The archives that some files lie in, by path. */
  readonly archives: ReadonlyMap<string, ArchiveFacts>;
}

/** A file on its way, and how its request ended. */
export interface SentFile {
  readonly file: SourceFile;
  /** Replaces what is there. */
  readonly replace: boolean;
  /** Digests of what was sent, where they were computed. */
  md5?: string;
  sha256?: string;
  /** Whether the server answered that it has a file of this name, and left it. */
  duplicate?: boolean;
  /** Whether it was sent more than once: what the server has under its name may be of the first time. */
  again?: boolean;
  /** Why the request failed; the file may have arrived all the same. */
  error?: ScanferryError;
}
