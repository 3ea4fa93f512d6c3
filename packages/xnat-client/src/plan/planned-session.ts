import type { ScanferryError } from "@scanferry/transfer";

/** One file of a session that will be sent. */
export interface PlannedFile {
  /** Absolute; of a file in an archive, the archive's path. */
  path: string;
  /** Name of the entry, where the file lies in an archive. */
  inArchive?: string;
  /** Which of the archive's entries it is, from 0: a name may stand there twice. */
  ordinal?: number;
  /** Name in the archive that is sent: ASCII letters, digits, `.`, `_` and `-` between slashes, unique in its session. */
  entry: string;
  sizeBytes: number;
  mtimeMs: number;
  sopInstanceUid: string;
  sopClassUid: string;
  studyUid: string;
  seriesUid: string;
  transferSyntax: string;
}

/** One series of a session, as far as it lies in one folder. */
export interface PlannedSeries {
  /** Its folder below the session's; empty for files that lie in the session's folder itself. */
  folder: string;
  seriesUid: string;
  number: number | undefined;
  description: string;
  protocol: string;
  modality: string;
  files: number;
  bytes: number;
  /** The scan type that the naming file gives. */
  scanType?: string;
}

/** A file with its content, which can be read until the next one is asked for. */
export interface PlannedContent {
  file: PlannedFile;
  /**
   * Opens the content; once only.
   *
   * @throws {@link ScanferryError} `data/size-mismatch` when the file is not as long as planned, `data/corrupt` for a damaged archive, `local/not-found`
   */
  open(): AsyncIterable<Uint8Array>;
}

/** One session that will be sent, or cannot be. */
export interface PlannedSession {
  /** `SUBJECT/SESSION`. */
  id: string;
  project: string;
  /** Label of the subject. */
  subject: string;
  /** Label of the session. */
  session: string;
  /** How many files are sent. */
  files: number;
  /** Their sizes together. */
  bytes: number;
  /** Its studies in the order of their time; more than one only with a problem. */
  studyUids: readonly string[];
  /** The day of the study as the headers have it (`20260131`); empty where they have none. */
  studyDate: string;
  series: readonly PlannedSeries[];
  /** Why it cannot be sent; its result is `failed` with the first of them. */
  problems: readonly ScanferryError[];
  /** Where its files come from, for people: folders and archives. */
  origins: readonly string[];
  /**
   * The archive that its files lie in, the first of several: their contents come from {@link PlannedSession.contents}. `asIs`: it may be sent byte for
   * byte, since it holds all of the session and nothing else, and the server can read it. Length and time tell whether it is still the archive that was
   * planned.
   */
  archive?: { path: string; asIs: boolean; sizeBytes: number; mtimeMs: number };
  /** Its files, any number of times; those of an archive in the order in which they lie there. */
  entries(): AsyncIterable<PlannedFile>;
  /**
   * Its files with their contents, one after the other in constant memory. A tar is read from its beginning each time.
   *
   * @throws {@link ScanferryError} `data/corrupt`, `local/not-found`, `aborted`
   */
  contents(options?: { signal?: AbortSignal | undefined }): AsyncIterable<PlannedContent>;
}
