/** A file that the server has of a session, as its lists tell it. */
export interface RemoteFile {
  /** The scan's ID. */
  readonly scanId: string;
  /** UID of the scan's series, where the server tells it. */
  readonly seriesUid?: string | undefined;
  /** The last part of its name. */
  readonly name: string;
  readonly sizeBytes?: number | undefined;
  /** Hexadecimal; absent where the server has none. */
  readonly md5?: string | undefined;
  /** Its address, as the server lists it. */
  readonly uri: string;
}
