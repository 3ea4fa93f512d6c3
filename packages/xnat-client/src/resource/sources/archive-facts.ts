/** What is known of an archive that is to be unpacked on the server. */
export interface ArchiveFacts {
  readonly path: string;
  readonly kind: "zip" | "tar";
  /** Size of the archive itself. */
  readonly sizeBytes: number;
  /** How many files are taken from it. */
  readonly files: number;
  /** Whether XNAT reads it rightly as it is; otherwise its files are packed anew while they are sent. */
  readonly asIs: boolean;
}
