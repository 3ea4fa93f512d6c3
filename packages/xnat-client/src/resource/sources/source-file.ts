/** A file that is to be stored. It is plain data. */
export interface SourceFile {
  /** Its name below the resource, with `/`, as people read it. */
  readonly name: string;
  /** The file, or the archive that holds it. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Its name in the archive, where it lies in one. */
  readonly entry?: string;
  /** Digest of its bytes, hexadecimal, where reading an archive brought it along. */
  readonly md5?: string;
}
